"""Lists say what is always masked and what never is, and are the ones the policy's author saw."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from redactor.errors import ConfigError, DetectError
from redactor.masking.whole import Replace
from redactor.policy import Policy, load_policy, parse_policy
from redactor.policy.lists import MAX_LIST_BYTES
from redactor.spans import Span
from redactor.stages.detect import Detector
from redactor.stages.lists import with_lists
from redactor.stages.mask import mask_text
from redactor.stream.floor import objections
from tests.support.fakes import FakeAnalyzer

HEAD = "version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
ALLOW_AND_DENY = """
allow: [{values: [王小明], because: 'the name of a shop'}]
deny: [{entity: QQ, values: [王小明]}]
"""


def policy(more: str) -> Policy:
    """Read a policy with further lines."""
    return parse_policy((HEAD + more).encode(), "policy")


def masked(rules: Policy, text: str) -> str:
    """Replace what is found in a text, lists applied, by the names of the entities."""
    detect = with_lists(rules, Detector(FakeAnalyzer(), rules.thresholds).detect)
    (spans,) = detect([text], [""])
    return mask_text(text, spans, lambda _: Replace().mask)


@pytest.mark.parametrize(
    ("more", "text", "result", "why"),
    [
        ("", "王小明", "<PERSON>", "no lists"),
        ("deny: [{entity: QQ, values: [林天佑, 林天]}]", "找林天佑。", "找<QQ>。", "the longest"),
        ("deny: [{entity: QQ, values: [林天佑, 林天]}]", "找林天", "找<QQ>",
         "at the end of a text, where the longer one cannot stand"),
        ("deny: [{entity: QQ, values: [SF12]}]", "SF1234 SF12,SF12号", "SF1234 <QQ>,<QQ>号",
         "Latin edges stand alone, Han ones do not matter"),
        ("deny: [{entity: QQ, pattern: 'X[0-9]{2}'}]", "X12X34", "<QQ><QQ>", "a pattern"),
        ("deny: [{entity: QQ, values: [小明]}]", "王小明", "<PERSON><QQ>",
         "a part of a finding: the rest stays found"),
        ("deny: [{entity: QQ, values: [小明]}]", "小明", "<QQ>", "found by nothing else"),
        ("allow: [{values: [王小明], because: 'the name of a shop'}]", "王小明 李明",
         "王小明 <PERSON>",
         "the whole finding is allowed, another is not"),
        ("allow: [{values: [小明], because: 'the name of a shop'}]", "王小明", "<PERSON>",
         "an allowed part opens nothing"),
        ("allow: [{pattern: '138.*', entity: PHONE_NUMBER, because: 'the hotline of a shop'}]",
         "13800138000 王小明", "13800138000 <PERSON>", "a pattern, of one entity"),
        (ALLOW_AND_DENY, "王小明", "<QQ>", "denied goes before allowed"),
    ],
)  # fmt: skip
def test_lists_change_what_is_masked(more: str, text: str, result: str, why: str) -> None:
    """Denied values are masked wherever they stand, allowed findings stay."""
    assert masked(policy(more), text) == result, why


@pytest.mark.parametrize("more", [ALLOW_AND_DENY, "deny: [{entity: QQ, pattern: '林天.'}]"])
def test_what_no_list_knows_stays_as_it_was_found(more: str) -> None:
    """No spans are made again of texts that hold nothing listed."""
    found = [(Span(0, 2, "PERSON"),), (Span(0, 3, "PERSON"),), ()]

    def detect(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        assert len(texts) == len(hints) == len(found)
        return found

    listed = with_lists(policy(more), detect)(["李明", "张小明来", ""], [""] * 3)
    assert all(one is other for one, other in zip(listed, found, strict=True))


def test_what_was_found_must_be_of_each_text() -> None:
    """Who finds for fewer texts than were given has failed."""
    listed = with_lists(policy(ALLOW_AND_DENY), lambda texts, _: [()] * (len(texts) - 1))
    with pytest.raises(DetectError, match="detect_failed"):
        listed(["王小明"], [""])


def test_a_pattern_has_a_deadline() -> None:
    """A pattern that would run for ever refuses the record instead."""
    rules = policy("deny: [{entity: QQ, pattern: '(a|aa|aaa)+b'}]")
    with pytest.raises(DetectError, match="detect_deadline"):
        masked(rules, "a" * 5_000)


def test_a_pattern_that_matches_nothing_wide_refuses_the_record() -> None:
    """Where a trial did not show it; what has a width is masked in other records."""
    rules = policy("deny: [{entity: QQ, pattern: '(?<=[酉戌])(?=[0-9])|X[0-9]'}]")
    assert masked(rules, "酉X1") == "酉<QQ>"
    with pytest.raises(DetectError, match="detect_failed"):
        masked(rules, "酉7 X1")


@pytest.mark.parametrize("pattern", [r"\bX[0-9]+\b", "(?<![0-9])X[0-9]{2}(?![0-9])", "林天佑?"])
def test_a_pattern_may_look_around_itself(pattern: str) -> None:
    """Only one that takes nothing is at fault."""
    assert masked(policy(f"deny: [{{entity: QQ, pattern: '{pattern}'}}]"), "X12 林天")


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("deny: [{entity: QQ}]", "policy.deny.0"),
        ("deny: [{entity: QQ, values: [ab], pattern: c}]", "policy.deny.0"),
        ("deny: [{entity: QQ, values: [a]}]", "policy.deny.0.values.0"),
        ("deny: [{entity: QQ, pattern: '('}]", "policy.deny.0"),
        ("deny: [{entity: QQ, pattern: 'a*'}]", "policy.deny.0"),
        ("deny: [{entity: QQ, pattern: 'a|\\b'}]", "policy.deny.0.pattern"),
        ("deny: [{entity: QQ, pattern: '(?=[0-9])'}]", "policy.deny.0.pattern"),
        ("deny: [{entity: QQ, pattern: '(?=林天佑)'}]", "policy.deny.0.pattern"),
        ("deny: [{entity: QQ, pattern: '(?<=@)'}]", "policy.deny.0.pattern"),
        ("allow: [{pattern: '.*', because: 'all of it may pass'}]", "policy.allow.0"),
        ("allow: [{pattern: '.+', because: 'all of it may pass'}]", "policy.allow.0"),
        ("allow: [{pattern: '[0-9].*|[^0-9]+.+', because: 'as much may'}]", "policy.allow.0"),
        ("deny: [{entity: NOBODY, values: [ab]}]", "policy.deny.0.entity"),
        ("allow: [{values: [ab]}]", "policy.allow.0.because"),
        ("allow: [{file: list.txt, because: 'names of shops'}]", "policy.allow.0"),
        (f"deny: [{{entity: QQ, file: x, sha256: '{'0' * 64}'}}]", "policy.deny.0"),
    ],
)
def test_a_faulty_list_is_refused(more: str, path: str) -> None:
    """A list without values, with two kinds, or of a message's file is no list."""
    with pytest.raises(ConfigError) as caught:
        policy(more)
    assert path in [problem.path for problem in caught.value.problems]


def listed(folder: Path, raw: bytes, sha256: str = "") -> Policy:
    """Read a policy with a list in a file."""
    (folder / "names.txt").write_bytes(raw)
    digest = sha256 or hashlib.sha256(raw).hexdigest()
    more = f"deny: [{{entity: PERSON, file: names.txt, sha256: '{digest}'}}]\n"
    (folder / "policy.yaml").write_text(HEAD + more)
    return load_policy(folder / "policy.yaml")


def test_a_list_may_stand_in_a_file(tmp_path: Path) -> None:
    """The lines of the file are the values; the policy's hash covers the file's."""
    rules = listed(tmp_path, "林天佑\n\n  赵四 \r\n".encode())
    assert masked(rules, "林天佑和赵四") == "<PERSON>和<PERSON>"
    assert rules.digest != listed(tmp_path, "林天佑\n".encode()).digest


@pytest.mark.parametrize(
    ("raw", "sha256", "reason"),
    [
        (b"ab\n", "0" * 64, "is not the one"),
        (b"\xff\xfe", "", "is not UTF-8"),
        (b"a\n", "", "holds a value under 2"),
        (b"x" * (MAX_LIST_BYTES + 1), "", "is larger than"),
    ],
    ids=["another file", "no text", "one character", "over 50 MiB"],
)
def test_a_faulty_file_is_refused(tmp_path: Path, raw: bytes, sha256: str, reason: str) -> None:
    """A list that changed behind the policy's back, or is too large, stops the start."""
    with pytest.raises(ConfigError, match=reason):
        listed(tmp_path, raw, sha256)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A list that is not there is an error, not an empty list."""
    listed(tmp_path, b"ab\n")
    (tmp_path / "names.txt").unlink()
    with pytest.raises(ConfigError, match="there is no such file"):
        load_policy(tmp_path / "policy.yaml")


@pytest.mark.parametrize(
    ("base", "proposed", "refused"),
    [
        ("deny: [{entity: QQ, values: [ab]}]", "", True),
        ("deny: [{entity: QQ, values: [ab]}]", "deny: [{entity: QQ, values: [ab]}]", False),
        ("", "deny: [{entity: QQ, values: [ab]}]", False),
        ("", "allow: [{values: [ab], because: 'a name of a shop'}]", True),
        ("allow: [{values: [ab], because: 'a name of a shop'}]", "", False),
    ],
)
def test_a_live_policy_keeps_the_lists(base: str, proposed: str, *, refused: bool) -> None:
    """A live policy may deny more and allow less than the file, never the other way."""
    assert bool(objections(policy(base), policy(proposed))) == refused
