"""A key ring is read whole or not at all, rotates with an overlap, and never shows a key."""

import json
import stat
from pathlib import Path

import pytest

from redactor.errors import ConfigError
from redactor.keys.files import load_keyring
from redactor.keys.places import Protection
from redactor.keys.rotation import Window, rotate

GOOD = "0123456789abcdef" * 4
HOUR_MS = 3_600_000
WINDOW = Window(lead_ms=HOUR_MS, overlap_ms=10 * HOUR_MS)


def write(
    directory: Path, name: str, key: object = GOOD, active: object = "2026-01-01T00:00Z"
) -> None:
    """Write one key file."""
    (directory / name).write_text(json.dumps({"key": key, "active_from": active}))


def faults(directory: Path) -> list[tuple[str, str]]:
    """Give what is wrong with a ring, after making sure that no key is quoted."""
    with pytest.raises(ConfigError) as caught:
        load_keyring(directory)
    assert GOOD[:8] not in str(caught.value)
    return [(problem.path, problem.reason) for problem in caught.value.problems]


def test_a_ring_is_its_files_in_order_of_time(tmp_path: Path) -> None:
    """Keys come in the order in which they become active, hidden files are not looked at."""
    write(tmp_path, "k2.json", active="2026-02-01T00:00:00+08:00")
    write(tmp_path, "k1.json")
    write(tmp_path, ".k0.json")
    (tmp_path / "..data").mkdir()
    assert [key.kid for key in load_keyring(tmp_path)] == ["k1", "k2"]


@pytest.mark.parametrize(
    ("key", "active", "why"),
    [
        (GOOD[:-2], "2026-01-01T00:00Z", "31 bytes"),
        (GOOD + "00", "2026-01-01T00:00Z", "33 bytes"),
        (GOOD.upper(), "2026-01-01T00:00Z", "one spelling only"),
        ("0" * 64, "2026-01-01T00:00Z", "nobody drew this at random"),
        (7, "2026-01-01T00:00Z", "no text"),
        (GOOD, "2026-01-01T00:00", "no zone"),
        (GOOD, "tomorrow", "no time"),
        (GOOD, None, "no time at all"),
    ],
)
def test_a_faulty_key_is_refused(tmp_path: Path, key: object, active: object, why: str) -> None:
    """A key of the wrong length or form stops the start, by file name alone."""
    write(tmp_path, "k1.json", key, active)
    assert [path for path, _ in faults(tmp_path)] == ["keys.k1.json"], why


def test_every_faulty_file_is_named_at_once(tmp_path: Path) -> None:
    """All faults of a ring come in one error; a sound key beside them does not help."""
    write(tmp_path, "k1.json")
    (tmp_path / "k2.json").write_bytes(b"\xff")
    (tmp_path / "k3.json").write_text('["list"]')
    (tmp_path / "k4.json").mkdir()
    write(tmp_path, "UPPER.json")
    paths = [path for path, _ in faults(tmp_path)]
    assert paths == [f"keys.{name}.json" for name in ("UPPER", "k2", "k3", "k4")]


def test_two_keys_of_one_moment_are_refused(tmp_path: Path) -> None:
    """Which of two keys masks a record may not be left open."""
    write(tmp_path, "k1.json")
    write(tmp_path, "k2.json", GOOD[::-1])
    assert len(faults(tmp_path)) == 2


def test_a_missing_or_empty_directory_is_refused(tmp_path: Path) -> None:
    """Keyed masks without keys do not start."""
    assert faults(tmp_path) == [("keys", "the directory holds no key")]
    assert faults(tmp_path / "absent") == [("keys", "there is no such directory")]


def test_the_first_key_is_for_all_time(tmp_path: Path) -> None:
    """A new ring masks records of any age, and only its owner may read it."""
    done = rotate(tmp_path / "ring", WINDOW, now_ms=HOUR_MS)
    assert (done.kid, done.active_from_ms, done.removed) == ("k1", 0, ())
    assert stat.S_IMODE((tmp_path / "ring" / "k1.json").stat().st_mode) == 0o600


def test_rotation_waits_overlaps_and_removes(tmp_path: Path) -> None:
    """A key is active after the lead, and gone when its successor has been for the overlap."""
    rotate(tmp_path, WINDOW, now_ms=0)
    second = rotate(tmp_path, WINDOW, now_ms=HOUR_MS)
    ring = load_keyring(tmp_path)
    assert second.active_from_ms == 2 * HOUR_MS
    assert [ring.index_at(hour * HOUR_MS) for hour in (0, 1, 2, 3)] == [0, 0, 1, 1]
    assert rotate(tmp_path, WINDOW, now_ms=11 * HOUR_MS).removed == ()
    assert rotate(tmp_path, WINDOW, now_ms=13 * HOUR_MS).removed == ("k1",)
    assert [key.kid for key in load_keyring(tmp_path)] == ["k2", "k3", "k4"]


def test_a_waiting_key_holds_up_the_next_rotation(tmp_path: Path) -> None:
    """Two keys cannot be on their way at once."""
    rotate(tmp_path, WINDOW, now_ms=0)
    rotate(tmp_path, WINDOW, now_ms=HOUR_MS)
    with pytest.raises(ConfigError):
        rotate(tmp_path, WINDOW, now_ms=HOUR_MS + 1)


def test_no_key_shows_in_a_repr(tmp_path: Path) -> None:
    """Neither a key nor what is derived from it prints."""
    write(tmp_path, "k1.json")
    (key,) = load_keyring(tmp_path)
    assert GOOD[:8] not in repr(key)
    assert repr(bytes.fromhex(GOOD))[2:8] not in repr(key)


def test_derived_keys_are_unrelated() -> None:
    """Contexts that read the same when joined still have different keys."""
    from tests.support.keys import key  # noqa: PLC0415 -- only here

    assert key("k1").derive("ab", "c") != key("k1").derive("a", "bc")


def test_places_are_relative_to_the_configuration(tmp_path: Path) -> None:
    """A ring named beside the configuration is found; without one the ring is empty."""
    rotate(tmp_path / "ring", WINDOW, now_ms=0)
    assert len(Protection(keys=Path("ring")).beside(tmp_path).keyring()) == 1
    assert len(Protection().beside(tmp_path).keyring()) == 0
