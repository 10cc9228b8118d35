"""Profiles: policies' common ground, shipped by name or standing in a file beside the policy.

Must never let a profile name topics or a revision: it says how to mask, not what goes where.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from redactor.configuration import load_mapping
from redactor.errors import ConfigError, Problem

SHIPPED: Final = Path(__file__).parent / "profiles"
SHIPPED_NAMES: Final = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
MAX_ANCESTORS: Final = 10
_FILE_SUFFIX: Final = ".yaml"
_MERGED: Final = ("operators", "exempt_headers")  # name by name; the nearest holds
_JOINED: Final = ("fields", "custom_entities", "allow", "deny")  # own ones first
_WHOLE: Final = ("default_operator", "thresholds", "limits", "keep_types")
_ALLOWED: Final = frozenset({"profile", *_MERGED, *_JOINED, *_WHOLE})
_OF_A_VIEW: Final = ("operators", "default_operator")

Data: TypeAlias = dict[str, Any]  # YAML before it is checked


def inherited(data: Data, folder: Path | None) -> tuple[Data, list[Problem]]:
    """Give a policy's data with what its profile, and those of its views, bring along.

    Args:
        data: As read from YAML; nothing of it is checked yet.
        folder: Where profiles in files are looked for; None where only shipped ones may be named.

    Returns:
        New data; `profile` stays, for the record. Of a view's profile only operators count: all
        else belongs to the source, which is read once. And every fault: an unknown profile, one
        that inherits from itself, or one with other things than a profile may hold; nothing is
        brought along by such a one.
    """
    line = _Line(folder)
    data = _merged(data, line.ancestors(data.get("profile"), "policy.profile"))
    routes = data.get("routes")
    if isinstance(routes, list):
        data["routes"] = [_route(route, n, line) for n, route in enumerate(routes)]
    return data, line.problems


class _Line:
    """Where profiles come from, and what is wrong with them."""

    def __init__(self, folder: Path | None) -> None:
        """Take the folder of the policy."""
        self._folder = folder
        self.problems: list[Problem] = []

    def ancestors(self, name: object, at: str) -> Data:
        """Give what a profile brings along; nothing for no name, and for a faulty one."""
        try:
            return _ancestors(name, self._folder, at)
        except ConfigError as error:
            self.problems += error.problems
            return {}


def _route(route: object, n: int, line: _Line) -> object:
    if not isinstance(route, dict) or not isinstance(route.get("views"), list):
        return route
    at = f"policy.routes.{n}.views"
    return {**route, "views": [_view(v, f"{at}.{m}", line) for m, v in enumerate(route["views"])]}


def _view(view: object, at: str, line: _Line) -> object:
    if not isinstance(view, dict) or view.get("profile") is None:
        return view
    base = line.ancestors(view["profile"], f"{at}.profile")
    return _merged(view, {name: base[name] for name in _OF_A_VIEW if name in base})


def _ancestors(name: object, folder: Path | None, at: str) -> Data:
    """Give the data of a profile merged onto its own ancestors; empty for no name."""
    chain: list[Data] = []
    seen: set[str] = set()
    while name is not None:
        path, folder = _found(name, folder, at)
        if str(path) in seen or len(seen) >= MAX_ANCESTORS:
            raise _fault(at, "inherits from itself, or through too many profiles")
        seen.add(str(path))
        data = load_mapping(path)
        if not data.keys() <= _ALLOWED:
            raise _fault(at, "is no profile: it holds more than how to mask")
        chain.append(data)
        name = data.get("profile")
    merged: Data = {}
    for data in reversed(chain):
        merged = _merged(data, merged)
    return {key: value for key, value in merged.items() if key != "profile"}


def _found(name: object, folder: Path | None, at: str) -> tuple[Path, Path | None]:
    """Find the file of a profile, and the folder that its own profile is looked for in."""
    if isinstance(name, str) and name in SHIPPED_NAMES:
        return SHIPPED / f"{name}{_FILE_SUFFIX}", None
    if not isinstance(name, str) or folder is None or not name.endswith(_FILE_SUFFIX):
        raise _fault(at, "is not a known profile")
    path = (folder / name).resolve()
    return path, path.parent


def _merged(own: Mapping[str, Any], base: Mapping[str, Any]) -> Data:
    """Lay data over a base. What has the wrong type is left for the models to refuse."""
    merged: Data = {**base, **own}
    for name in _MERGED:
        if isinstance(own.get(name), dict) and isinstance(base.get(name), dict):
            merged[name] = {**base[name], **own[name]}
    for name in _JOINED:
        if isinstance(own.get(name), list) and isinstance(base.get(name), list):
            merged[name] = [*own[name], *base[name]]
    return merged


def _fault(at: str, reason: str) -> ConfigError:
    return ConfigError([Problem(at, reason)])
