"""Patterns of topics: what they match, where copies go, and which are refused before the start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import ConfigError
from redactor.files.mask import Way as FileWay
from redactor.files.mask import way_of
from redactor.misfits import clashes
from redactor.policy import Policy, parse_policy
from redactor.policy.routing import Routing
from redactor.policy.topics import TopicSet
from redactor.settings import Settings
from redactor.stream.floor import objections

NAMES = st.text("ab._-", min_size=1, max_size=6)
EDGES = st.text("ab", max_size=3)


def policy(*routes: str) -> Policy:
    """Read a policy with routes."""
    text = f"version: 1\nname: test\nroutes: [{', '.join(f'{{{one}}}' for one in routes)}]\n"
    return parse_policy(text.encode(), "policy")


def faults(*routes: str) -> list[str]:
    """Give the places of what is wrong with routes."""
    try:
        policy(*routes)
    except ConfigError as error:
        return [problem.path for problem in error.problems if problem.path != "policy.routes"]
    return []


@pytest.mark.parametrize(
    ("source", "topic", "rest", "why"),
    [
        ("raw.*", "raw.orders", "orders", "what the star stands for"),
        ("raw.*", "raw.a.b", "a.b", "dots are letters like others"),
        ("raw.*", "raw.", None, "at least one character"),
        ("raw.*", "rawX", None, "a dot is a dot"),
        ("*.raw", "orders.raw", "orders", "a star at the start"),
        ("a*a", "aa", None, "both ends need their own letters"),
        ("a*a", "aba", "b", "a star in the middle"),
        ("_*", "__consumer_offsets", None, "a topic of Kafka's own"),
        ("raw", "raw", "", "a single topic"),
        ("raw", "raw.a", None, "and no other"),
    ],
)
def test_a_pattern_matches_whole_names(source: str, topic: str, rest: str | None, why: str) -> None:
    """A star is one character or more, and nothing else is special."""
    assert TopicSet.read(source).rest_of(topic) == rest, why


def test_an_exception_is_not_read() -> None:
    """`apart_from` takes single topics out of a pattern."""
    topics = TopicSet.read("raw.*", ["raw.orders"])
    assert topics.rest_of("raw.orders") is None
    assert topics.rest_of("raw.orders2") == "orders2"


@given(EDGES, EDGES, NAMES.filter(lambda rest: not rest.startswith("_")))
def test_what_is_named_is_matched(before: str, after: str, rest: str) -> None:
    """A pattern reads back the rest that it was given."""
    topics = TopicSet(before, after)
    assert topics.rest_of(topics.named(rest)) == rest


@given(EDGES, EDGES, EDGES, EDGES)
def test_patterns_that_meet_share_a_topic(b1: str, a1: str, b2: str, a2: str) -> None:
    """What is refused could happen, and what is not could not."""
    one, other = TopicSet(b1, a1), TopicSet(b2, a2)
    longest = max(b1, b2, key=len) + "x" + max(a1, a2, key=len)
    shared = one.rest_of(longest) is not None and other.rest_of(longest) is not None
    assert one.meets(other) == other.meets(one) == shared


@pytest.mark.parametrize(
    ("routes", "places", "why"),
    [
        (["source: 'raw.*', target: 'masked.{rest}'"], [], "a pattern and its copies"),
        (["source: 'raw.*', target: 'masked.{rest}'", "source: orders, target: masked-orders"], [],
         "beside a single topic"),
        (["source: 'raw.*', apart_from: [raw.x], target: 'masked.{rest}'",
          "source: raw.x, target: clear-x"], [], "an exception with a route of its own"),
        (["source: 'raw.*', target: 'masked.{rest}'", "source: raw.orders, target: other"],
         ["policy.routes.0.source", "policy.routes.1.source"], "a topic with two routes"),
        (["source: 'raw.*', target: 'a.{rest}'", "source: 'r*.v1', target: 'b.{rest}'"],
         ["policy.routes.0.source", "policy.routes.1.source"], "raw.x.v1 would have two routes"),
        (["source: 'raw.*', target: 'raw.{rest}.masked'"], ["policy.routes.0.target"], "a loop"),
        (["source: '*', target: 'masked.{rest}'"], ["policy.routes.0.target"],
         "everything, its own output too"),
        (["source: 'raw.*', target: 'masked.{rest}'", "source: 'masked.*', target: 'a.{rest}'"],
         ["policy.routes.0.target"], "a loop over two routes"),
        (["source: a, target: raw.a", "source: 'raw.*', target: 'm.{rest}'"],
         ["policy.routes.0.target"], "a masked topic that a pattern would read"),
        (["source: 'a.*', target: 'm.{rest}'", "source: 'b.*', target: 'm.{rest}'"],
         ["policy.routes.0.target", "policy.routes.1.target"], "a.x and b.x would be one"),
        (["source: 'a.*', views: [{target: 'm.{rest}'}, {target: 'm.n.{rest}'}]"],
         ["policy.routes.0.views.0.target", "policy.routes.0.views.1.target"],
         "n.x of one is x of the other"),
        (["source: 'raw.*', target: masked"], ["policy.routes.0"], "no {rest}"),
        (["source: raw, target: 'masked.{rest}'"], ["policy.routes.0"], "a {rest} of nothing"),
        (["source: raw, apart_from: [raw.x], target: m"], ["policy.routes.0"], "apart from what"),
        (["source: 'a*b*', target: 'm.{rest}'"], ["policy.routes.0.source"], "two stars"),
        (["source: '__*', target: 'm.{rest}'"], ["policy.routes.0.source"], "Kafka's own topics"),
        (["source: 'raw.*', target: '__m{rest}'"], ["policy.routes.0.target"], "Kafka's own"),
    ],
)  # fmt: skip
def test_routes_are_refused_before_any_topic_is_there(
    routes: list[str], places: list[str], why: str
) -> None:
    """Two routes for a topic, or a way from a masked topic back, are seen in the policy's text."""
    assert faults(*routes) == places, why


def test_the_sidecars_own_topics_are_never_matched() -> None:
    """A pattern that would read the quarantine, the alerts or the control topic is refused."""
    settings = Settings(kafka={"bootstrap_servers": ["localhost:9092"]}, policy="p.yaml")
    found = clashes(settings, policy("source: 'redactor.*', target: 'masked.{rest}'"))
    assert [problem.path for problem in found] == [
        "topics.quarantine", "topics.control", "topics.alerts"
    ]  # fmt: skip
    written = clashes(settings, policy("source: 'raw.*', target: 'redactor.{rest}'"))
    assert len(list(written)) == 3


def test_the_way_of_a_topic() -> None:
    """Each view's copy has its name; a topic that nobody reads has no way."""
    routes = policy(
        "source: 'raw.*', subject: /no, views: [{target: 'a.{rest}'}, {target: 'b.{rest}.x'}]"
    ).routes
    way = Routing(routes).way("raw.orders")
    assert way is not None
    assert way.targets == ("a.orders", "b.orders.x")
    assert len(way.subject) == 1
    assert Routing(routes).way("other") is None


def test_a_copy_with_too_long_a_name_is_none() -> None:
    """Kafka's names have 249 characters: such a topic is not read at all."""
    routes = policy("source: 'r*', target: 'masked.{rest}'").routes
    assert Routing(routes).way("r" + "x" * 242) is not None
    assert Routing(routes).way("r" + "x" * 243) is None


@pytest.mark.parametrize(
    ("target", "way"),
    [
        (None, FileWay("raw.file", "masked.file")),
        ("masked.orders", FileWay("raw.orders", "masked.orders")),
        ("other", None),
    ],
)
def test_a_file_goes_the_way_of_any_topic_of_a_pattern(
    target: str | None, way: FileWay | None
) -> None:
    """`redactor mask` needs no topic that exists."""
    assert way_of(policy("source: 'raw.*', target: 'masked.{rest}'"), target) == way


def test_a_live_policy_reads_the_same_topics() -> None:
    """A wider pattern, or one exception fewer, would need rights that nobody granted."""
    base = policy("source: 'raw.*', apart_from: [raw.x], target: 'm.{rest}'")
    assert not objections(base, base)
    wider = policy("source: 'raw.*', target: 'm.{rest}'")
    assert [one.path for one in objections(base, wider)] == ["policy.routes"]
