"""A live policy is taken whole or not at all, and the old one stays in force."""

import json
from typing import Any

import pytest

from redactor.errors import ConfigError, Problem
from redactor.pipeline import Pipeline
from redactor.policy import Policy, Thresholds, parse_policy
from redactor.stages.detect import Detector
from redactor.stream.control import MAX_MESSAGE_BYTES, Origin, Outcome, PolicyControl, Why
from redactor.stream.live import LivePipeline
from tests.support.verbatim import Verbatim

SECRET = "王小明13800138000"
FILE: dict[str, Any] = {
    "version": 1,
    "name": "file",
    "revision": 2,
    "routes": [{"source": "raw", "target": "masked"}],
}


class NoAnalyzer(Verbatim):
    """Recognizers that are never asked."""

    def analyze_batch(self, texts: Any, hints: Any = ()) -> Any:  # noqa: ANN401 -- never called
        """Fail: these tests redact nothing."""
        raise NotImplementedError


def build(policy: Policy) -> Pipeline:
    """Compile a policy onto no recognizers."""
    return Pipeline(policy, Detector(NoAnalyzer(), Thresholds()))


def message(**changes: Any) -> bytes:  # noqa: ANN401 -- the raw form of a policy
    """Give a control message."""
    return json.dumps(FILE | changes).encode()


@pytest.fixture
def live() -> LivePipeline:
    """Give a live pipeline on the file's policy."""
    return LivePipeline(build(parse_policy(message(), "file")))


@pytest.fixture
def control(live: LivePipeline) -> PolicyControl:
    """Give a control on the file's policy, revision 2."""
    return PolicyControl(parse_policy(message(), "file"), live, build)


async def test_a_newer_policy_is_taken(control: PolicyControl, live: LivePipeline) -> None:
    """The pipeline in force is the message's."""
    raw = message(revision=3, name="newer")
    verdict = await control.take(raw)
    assert (verdict.outcome, verdict.why) == (Outcome.TAKEN, Why.NEWER)
    assert (verdict.revision, verdict.origin) == (3, Origin.CONTROL_TOPIC)
    assert live.current.policy_hash == verdict.policy_hash == parse_policy(raw, "x").digest


async def test_yaml_is_read_too(control: PolicyControl) -> None:
    """A policy file can be published as it is."""
    raw = b"version: 1\nname: y\nrevision: 9\nroutes: [{source: raw, target: masked}]\n"
    assert (await control.take(raw)).outcome is Outcome.TAKEN


@pytest.mark.parametrize("revision", [0, 1, 2])
async def test_an_older_or_equal_revision_is_ignored(
    control: PolicyControl, live: LivePipeline, revision: int
) -> None:
    """It is what a replay of the topic brings."""
    before = live.current
    verdict = await control.take(message(revision=revision, name="other"))
    assert (verdict.outcome, verdict.why) == (Outcome.IGNORED, Why.NOT_NEWER)
    assert live.current is before


@pytest.mark.parametrize(
    ("raw", "why", "reason"),
    [
        (b"", Why.INVALID, "an empty message is no policy, nor a tombstone"),
        (b"\xff\xfe", Why.INVALID, "no text"),
        (b"{", Why.INVALID, "half a document"),
        (b"[1]", Why.INVALID, "no mapping"),
        (f'{{"{SECRET}": 1}}'.encode(), Why.INVALID, "an unknown key"),
        (message(revision=3, name=SECRET), Why.INVALID, "a name that is none"),
        (message(revision=3, routes=[]), Why.INVALID, "no routes"),
        (message(revision="3x"), Why.INVALID, "a revision that is no number"),
        (
            message(revision=3, default_operator={"operator": "pass"}),
            Why.INVALID,
            "no pass-through",
        ),
        (
            message(revision=3, default_operator={"operator": "keep", "because": "x" * 20}),
            Why.INVALID,
            "keeping what is not named is pass-through",
        ),
        (
            message(revision=3, routes=[{"source": "raw", "target": "elsewhere"}]),
            Why.NOT_ALLOWED,
            "another target",
        ),
        (
            message(revision=3, thresholds={"default": 0.9}),
            Why.NOT_ALLOWED,
            "less would be masked",
        ),
        (b" " * (MAX_MESSAGE_BYTES + 1), Why.TOO_LARGE, "no policy is that large"),
    ],
)
async def test_a_bad_message_is_refused_and_the_old_policy_stays(
    control: PolicyControl, live: LivePipeline, raw: bytes, why: Why, reason: str
) -> None:
    """Refused by a closed reason; nothing of the message is quoted."""
    before = live.current
    verdict = await control.take(raw)
    assert (verdict.outcome, verdict.why) == (Outcome.REFUSED, why), reason
    assert live.current is before
    assert verdict.policy_hash == before.policy_hash
    assert SECRET not in repr(verdict)


async def test_a_refusal_names_every_problem(control: PolicyControl) -> None:
    """All at once, with paths into the message."""
    verdict = await control.take(message(revision=-1, name="NO"))
    assert [p.path for p in verdict.problems] == ["policy.name", "policy.revision"]


async def test_names_a_message_invented_are_folded(control: PolicyControl) -> None:
    """A raw record published here by mistake does not come back in the alert."""
    verdict = await control.take(message(revision=3, operators={SECRET: {}}, **{SECRET: 1}))
    paths = [p.path for p in verdict.problems]
    assert "policy.*" in paths
    assert any(path.startswith("policy.operators.*") for path in paths)


async def test_a_refused_revision_can_be_published_again_repaired(control: PolicyControl) -> None:
    """A refusal does not use the revision up."""
    await control.take(message(revision=3, routes=[]))
    assert (await control.take(message(revision=3))).outcome is Outcome.TAKEN


async def test_a_policy_that_cannot_be_built_is_refused(live: LivePipeline) -> None:
    """Whatever the build raises stays inside, its text too."""

    def broken(policy: Policy) -> Pipeline:
        raise ValueError(SECRET + policy.name)

    control = PolicyControl(parse_policy(message(), "file"), live, broken)
    verdict = await control.take(message(revision=3))
    assert (verdict.outcome, verdict.why) == (Outcome.REFUSED, Why.BUILD_FAILED)
    assert verdict.problems == ()


async def test_what_the_build_finds_wrong_is_told(live: LivePipeline) -> None:
    """A missing key, say: path and reason, names folded."""

    def keyless(policy: Policy) -> Pipeline:
        at = f"policy.operators.PERSON.{policy.name}"
        raise ConfigError([Problem(at, "needs a key")])

    control = PolicyControl(parse_policy(message(), "file"), live, keyless)
    verdict = await control.take(message(revision=3))
    assert (verdict.outcome, verdict.why) == (Outcome.REFUSED, Why.NOT_ALLOWED)
    assert verdict.problems == (Problem("policy.operators.PERSON.*", "needs a key"),)


async def test_a_tombstone_brings_the_file_back(control: PolicyControl, live: LivePipeline) -> None:
    """The file's pipeline itself, not a copy."""
    of_the_file = live.current
    await control.take(message(revision=3))
    verdict = await control.take(None)
    assert (verdict.outcome, verdict.why) == (Outcome.RESTORED, Why.TOMBSTONE)
    assert (verdict.revision, verdict.origin) == (2, Origin.FILE)
    assert live.current is of_the_file


async def test_after_a_tombstone_revisions_count_from_the_file(control: PolicyControl) -> None:
    """What was taken before it no longer stands in the way."""
    for raw in (message(revision=9), None):
        await control.take(raw)
    assert (await control.take(message(revision=3))).outcome is Outcome.TAKEN


async def test_a_tombstone_without_a_live_policy_is_ignored(control: PolicyControl) -> None:
    """There is nothing to take back."""
    verdict = await control.take(None)
    assert (verdict.outcome, verdict.why) == (Outcome.IGNORED, Why.ALREADY_FILE)


async def test_replaying_the_topic_ends_where_following_it_did(live: LivePipeline) -> None:
    """A sidecar that starts later has the same policy as one that was there."""
    base = parse_policy(message(), "file")
    topic = [message(revision=5), b"broken", message(revision=4), None, message(revision=3)]
    hashes = []
    for _ in range(2):
        control = PolicyControl(base, LivePipeline(live.current), build)
        hashes.append([(await control.take(raw)).policy_hash for raw in topic][-1])
    assert hashes[0] == hashes[1] == parse_policy(topic[-1] or b"", "x").digest


def test_problems_are_values() -> None:
    """They can be compared and sorted, and so can alerts of them."""
    assert Problem("a", "x") < Problem("b", "x")
