"""What the variables of the environment say of settings.

Must never quote one: what cannot be read is left to the settings, which complain of it in words.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

# What the kubelet injects for a Service named `redactor` (Kubernetes documentation, "Service").
_OF_KUBERNETES: Final = re.compile(r"REDACTOR_(?:SERVICE_HOST|(?:SERVICE_)?PORT(?:_[A-Z0-9_]+)?)")


class Environment(EnvSettingsSource):
    """Variables as a source of settings, but for those of some names."""

    def __init__(self, kind: type[BaseSettings], without: Collection[str]) -> None:
        """Take the settings, and which of them to leave out."""
        super().__init__(kind)
        self._without = without

    def __call__(self) -> dict[str, Any]:
        """Give what the variables say, by the settings' names."""
        said = super().__call__()
        return {name: part for name, part in said.items() if name not in self._without}

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:  # noqa: ANN401 -- the library's own signature
        """Read a mapping or a list; what is no JSON stays a text, which is neither."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:  # with it, nothing else that is wrong would be told
            return value


def unknown_among(variables: Iterable[str], settings: Collection[str]) -> tuple[str, ...]:
    """Name the variables that begin like ours and are none of the settings.

    Kubernetes sets some of its own for a Service named `redactor` in the same namespace; those are
    left out.
    """
    known = {f"REDACTOR_{name.upper()}" for name in settings}
    ours = [name for name in variables if name.upper().startswith("REDACTOR_")]
    return tuple(
        sorted(
            name
            for name in ours
            if name.upper().partition("__")[0] not in known
            and not _OF_KUBERNETES.fullmatch(name.upper())
        )
    )
