"""Other projects' own test cases as a measure: `python -m tests.quality.numbers.peers`.

Must never print a text unless `--show` is given, and never copy one: they are read in place.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recognizers.analyzer import Analyzer
from tests.quality.numbers.interval import wilson

# Our label for each kind of `peer_validity`, and the name of the field in which such a value stands
# where by itself it says nothing: fifteen digits, or the eight of a Hong Kong number.
KINDS: Final = {
    "ID18": ("CN_RESIDENT_ID", "身份证号"),
    "ID15": ("CN_RESIDENT_ID", "身份证号"),
    "USCC": ("CN_USCC", "税号"),
    "MOBILE": ("PHONE_NUMBER", "手机"),
    "LANDLINE": ("PHONE_NUMBER", "电话"),
    "HK_FIXED": ("PHONE_NUMBER", "电话"),
    "HK_MOBILE": ("PHONE_NUMBER", "手机"),
    "MO_FIXED": ("PHONE_NUMBER", "电话"),
    "MO_MOBILE": ("PHONE_NUMBER", "手机"),
    "TW_FIXED": ("PHONE_NUMBER", "电话"),
    "TW_MOBILE": ("PHONE_NUMBER", "手机"),
    "EMAIL": ("EMAIL_ADDRESS", "邮箱"),
    "PLATE": ("CN_LICENSE_PLATE", "车牌"),
    "HKID": ("HK_ID_CARD", "身份证号"),
    "TWID": ("TW_ID_CARD", "身份证号"),
}
# The labels of the other two sets.
LABELS: Final = {
    "PHONE": ("PHONE_NUMBER",),
    "EMAIL": ("EMAIL_ADDRESS",),
    "ID": ("CN_RESIDENT_ID",),
    "BANK_CARD": ("CN_BANK_CARD",),
    "CREDIT_CARD": ("CN_BANK_CARD",),
    "PLATE": ("CN_LICENSE_PLATE",),
    "USCC": ("CN_USCC",),
    "QQ": ("QQ",),
    "WECHAT": ("WECHAT_ID",),
    "PASSPORT": ("CN_PASSPORT", "CN_HK_MACAU_PERMIT"),
    "PERSON": ("PERSON",),
    "ADDRESS": ("ADDRESS",),
    "phone": ("PHONE_NUMBER",),
    "email": ("EMAIL_ADDRESS",),
    "id_number": ("CN_RESIDENT_ID",),
    "bank_card": ("CN_BANK_CARD",),
    "license_plate": ("CN_LICENSE_PLATE",),
    "credit_code": ("CN_USCC",),
    "person": ("PERSON",),
    "address": ("ADDRESS",),
    "CNPhoneRecognizer": ("PHONE_NUMBER",),
    "CNIDCardRecognizer": ("CN_RESIDENT_ID",),
    "CNBankCardRecognizer": ("CN_BANK_CARD",),
    "CNPassportRecognizer": ("CN_PASSPORT", "CN_HK_MACAU_PERMIT"),
    "CNEmailRecognizer": ("EMAIL_ADDRESS",),
}


_FREE: Final = frozenset(("PERSON", "ADDRESS"))
# Real lines with hardly a number of a person in them: what is found must be one all the same.
REAL: Final = (
    *("waybill", "neural_addr", "cpca_addr", "ship_addr", "paste_waybill", "kuaidi_trace"),
    *("cluener", "peopledaily", "ecommerce_neg"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: in which class it counts, whether it was met, and its id."""

    group: str
    met: bool
    key: str


def validity(rows: Sequence[dict[str, Any]], analyzer: Analyzer) -> Iterator[Case]:
    """Valid values in their field and alone, invalid ones alone; other kinds are left out."""
    for row in rows:
        if row["kind"] not in KINDS or row["valid"] is None:
            continue
        label, field = KINDS[row["kind"]]
        value, key = row["value"], f"{row['kind']} {row['value']}"
        wanted = (0, len(value), label)
        alone = wanted in {(f.start, f.end, f.label) for f in analyzer.analyze(value)}
        if row["valid"]:
            found = analyzer.analyze(value, field)
            named = wanted in {(f.start, f.end, f.label) for f in found}
            yield Case("valid, in its field", named, key)
            yield Case("valid, alone", alone, key)
        else:
            yield Case("invalid, alone", not alone, key)


def counts(rows: Sequence[dict[str, Any]], analyzer: Analyzer) -> Iterator[Case]:
    """As many findings of the label as the other project expects."""
    for row in rows:
        labels = LABELS[row["recognizer"]]
        found = [f for f in analyzer.analyze(row["text"]) if f.label in labels]
        yield Case(row["recognizer"], len(found) == row["expected"], row["id"])


def fixtures(rows: Sequence[dict[str, Any]], analyzer: Analyzer) -> Iterator[Case]:
    """Labelled spans must be found exactly; texts that must not match have no such label."""
    for row in rows:
        language = row["expect"].get("lang", "zh")
        if "zh" not in language:  # a name of a language, or a list of them
            continue
        found = {(f.start, f.end, f.label) for f in analyzer.analyze(row["text"])}
        for one in row["entities"]:
            if one["label"] in LABELS:
                spans = {(one["start"], one["end"], label) for label in LABELS[one["label"]]}
                yield Case(f"found {one['label']}", bool(spans & found), row["id"])
        kind = row["expect"].get("type")
        if row["expect"].get("should_match") is False and kind in LABELS:
            quiet = not any(label in LABELS[kind] for _, _, label in found)
            yield Case(f"quiet {kind}", quiet, row["id"])


SETS: Final = {
    "peer_validity": validity,
    "peer_neednlab_counts": counts,
    "peer_argus_fixtures": fixtures,
}


def unlabelled(data: Path, name: str, analyzer: Analyzer) -> Iterator[str]:
    """Gives the label, id and offsets of each number found where the set labels nothing.

    A set labels some kinds of value only: what is given is to be read, not counted as false.
    """
    rows = [json.loads(line) for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = analyzer.analyze_batch([row["text"] for row in rows])
    for row, findings in zip(rows, found, strict=True):
        gold = {i for e in row["entities"] for i in range(e["start"], e["end"])}
        for one in findings:
            number = one.label not in _FREE and not one.masked
            if number and gold.isdisjoint(range(one.start, one.end)):
                yield f"{one.label} {row['id']} {one.start}-{one.end}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share of other projects' cases that are met, by kind, with 95 % intervals."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", action="store_true", help="print what was missed")
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_dir():
        sys.stdout.write("no development data: nothing to measure\n")
        return
    analyzer = Analyzer.default()
    for name, cases_of in SETS.items():
        lines = (chosen.data / f"{name}.jsonl").read_text("utf-8").splitlines()
        groups: dict[str, list[Case]] = defaultdict(list)
        for case in cases_of([json.loads(line) for line in lines], analyzer):
            groups[case.group].append(case)
        for group, cases in groups.items():
            met = sum(case.met for case in cases)
            sys.stdout.write(f"{name:22}{group:24}met {wilson(met, len(cases))}  n={len(cases)}\n")
            if chosen.show:
                missed = [case.key for case in cases if not case.met]
                sys.stdout.writelines(f"    {key}\n" for key in missed)
    for name in REAL:
        extra = list(unlabelled(chosen.data, name, analyzer))
        sys.stdout.write(f"{name:22}numbers found where nothing is labelled: {len(extra)}\n")
        if chosen.show:
            sys.stdout.writelines(f"    {place}\n" for place in extra)


if __name__ == "__main__":
    main()
