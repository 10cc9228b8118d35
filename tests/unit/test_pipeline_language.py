"""The language of a route or a field is what the recognizers are told."""

from collections.abc import Sequence

import pytest

from recognizers.finding import Finding
from redactor.errors import ConfigError
from redactor.pipeline import Pipeline
from redactor.policy import Policy, parse_policy
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from redactor.stream.floor import objections
from tests.support.fakes import FakeAnalyzer

pytestmark = pytest.mark.usefixtures("each_way")

VALUE = b'{"remark":"x1","to":{"name":"x2","note":["x3"]}}'


class Listening(FakeAnalyzer):
    """Notes the hint of each text."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        super().__init__()
        self.heard: dict[str, str] = {}

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Keep the promise of `Analyzer.analyze_batch`."""
        self.heard |= zip(texts, hints, strict=True)
        return super().analyze_batch(texts, hints)


def policy(route: str, fields: str) -> Policy:
    """Read a policy."""
    text = f"version: 1\nname: t\nroutes: [{{source: raw, target: m{route}}}]\nfields: [{fields}]\n"
    return parse_policy(text.encode(), "policy")


@pytest.mark.parametrize(
    ("route", "fields", "remark", "name", "note"),
    [
        ("", "", "remark", "to.name", "to.note"),
        (", language: en", "", "en:remark", "en:to.name", "en:to.note"),
        ("", "{path: $.remark, language: en}", "en:remark", "to.name", "to.note"),
        ("", "{path: /to, language: en}", "remark", "en:to.name", "en:to.note"),
        (", language: en", "{path: $.to, language: zh}", "en:remark", "to.name", "to.note"),
        ("", "{path: $.to, language: en}, {path: $.to.name, entity: ADDRESS}", "remark",
         "en:to.name", "en:to.note"),
        (", language: en", "{path: $.to.note, entity: ADDRESS, language: zh}", "en:remark",
         "en:to.name", "to.note"),
    ],
)  # fmt: skip
def test_hints_carry_the_language(
    route: str, fields: str, remark: str, name: str, note: str
) -> None:
    """The field's own, else that of a field above, else the route's."""
    rules = policy(route, fields)
    ears = Listening()
    record = Record(Coordinates("raw", 0, 0), 0, None, VALUE)
    Pipeline(rules, Detector(ears, rules.thresholds)).redact([record])
    assert [ears.heard[text] for text in ("x1", "x2", "x3")] == [remark, name, note]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ("{path: $.a, language: klingon}", "no language of ours"),
        ("{path: $.a, exempt: 'nothing is scanned here', language: en}", "not scanned"),
        ("{path: $.a}", "nothing at all"),
    ],
)
def test_a_language_that_means_nothing_is_refused(fields: str, why: str) -> None:
    """It is told by its place."""
    with pytest.raises(ConfigError) as caught:
        policy("", fields)
    assert caught.value.problems[0].path.startswith("policy.fields.0"), why


def test_a_language_opens_no_field() -> None:
    """A live policy may say what language a field is in."""
    assert not objections(policy("", ""), policy("", "{path: $.remark, language: en}"))
