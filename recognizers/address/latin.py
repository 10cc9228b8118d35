"""Finds addresses in English form: `Flat B, 12/F, Tower 3, Harbour Court, 8 King's Road, Kowloon`.

Must never take a lone road, mall or room for an address: a brand and a branch are named like these.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar, Final, NamedTuple

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from recognizers.heads import heads
from recognizers.names.romanised import Trust, is_name, listed_places
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_NUMBER: Final = r"[0-9]{1,5}[A-Za-z]?(?:[-/&][0-9]{1,5}[A-Za-z]?){0,2}"
_CAPITALISED: Final = r"[A-Z][A-Za-z'’]{0,15}\.?"
_WORDS: Final = rf"(?:{_CAPITALISED} ){{1,4}}"
_DOOR: Final = (
    r"(?:(?i:flat|room|rm|unit|suite|ste|shop|office|apt|apartment|house|workshop|block|blk|tower|twr"
    r"|building|bldg|phase|floor|level|lot|villa|stall|warehouse)\.?[ ]{0,2}(?:[Nn]o\.?[ ]?)?#?"
    r"(?:[0-9]{1,5}[A-Za-z]{0,2}(?:[-/&][0-9A-Za-z]{1,5}){0,2}|[A-Z]{1,2}[0-9]{0,4}(?:-[0-9A-Z]{1,4})?))"
)
_FLOOR: Final = (
    r"(?:(?:[0-9]{1,3}|[LU]?[GB]|M)/F|[0-9]{1,3}(?:st|nd|rd|th|ST|ND|RD|TH) (?i:floor|fl)"
    r"|[0-9]{1,3}F(?:\.?-[0-9]{1,3})?|#[0-9]{2}-[0-9]{1,4}|[0-9]{1,2}[.º°]{0,2} ?andar(?: [A-Z])?)"
)
_WAY: Final = (
    r"(?:(?i:road|rd|street|st|avenue|ave|lane|ln|boulevard|blvd|drive|highway|hwy|path|terrace"
    r"|crescent|circuit|praya)|Lu|LU|Jie|JIE|Dadao|DADAO|Hutong|Dajie)"
)
_SIDE: Final = r"(?: (?:(?i:east|west|north|south|central)|[EWNS])(?![A-Za-z]))?"
_STREET: Final = (
    rf"(?:(?:[Nn][Oo]s?\.?[ ]?)?{_NUMBER},? (?:(?i:hao) )?)?{_WORDS}{_WAY}(?![A-Za-z])\.?{_SIDE}"
    rf"(?:,? (?:[Nn][Oo]\.?[ ]?)?[0-9]{{1,5}}(?![0-9A-Za-z/]))?"
)
_RUA: Final = (
    r"(?:Avenida|Av\.|Rua|Estrada|Travessa|Alameda|Largo|Beco)"
    r"(?: (?:d[aeo]s?|[A-Z][A-Za-z.\u00c0-\u017f]{0,15})){1,6}"
    r"(?:,? (?:[Nn][.oº°]{0,2} ?)?[0-9]{1,5}(?:-[0-9]{1,4})?[A-Z]?)?"
)
_PART: Final = (
    rf"(?:(?i:sec(?:tion|\.)|lane|ln\.|alley|aly\.) ?[0-9]{{1,4}}|[Nn][Oo]\.? ?{_NUMBER})"
)
_HOUSE: Final = (
    rf"{_WORDS}(?i:court|centre|center|building|mansions?|house|towers?|plaza|gardens?|estate|villas?"
    r"|heights|square|mall|residences?|apartments?|village|warehouse|hotel|hospital|school|park|industrial"
    r"|tsuen|chuen|wan)(?![A-Za-z])"
)
_DISTRICT: Final = (
    rf"{_WORDS}(?i:district|dist|city|province|county|town|township|island|new area)(?![A-Za-z])\.?"
)
_EDGE: Final = r"(?<![A-Za-z0-9_@/\-])"
_EDGE_BEFORE: Final = r"(?<![A-Za-z0-9_@/\-].)"  # the same behind a character
_PIECE: Final = (
    rf"{_EDGE}(?:(?P<door>{_DOOR})|(?P<floor>{_FLOOR})|(?P<rua>{_RUA})|(?P<street>{_STREET})"
    rf"|(?P<part>{_PART})|(?P<house>{_HOUSE})|(?P<area>{_DISTRICT}|N\.?T\.?|H\.?K\.?|\(R\.O\.C\.\)))(?![A-Za-z0-9])"
)
_BRIDGE: Final = re.compile(
    rf"(?:[ ,，]{{1,2}}[0-9]{{3,6}})?[ ,，、.;/\-]{{0,3}}"
    rf"(?P<between>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}})?[ ,，、.;/\-]{{0,3}}"
)
_POSTCODE: Final = re.compile(r"[ ,，]{1,2}[0-9]{3}(?:[0-9]{2,3})?(?![0-9\-])")
_LAST: Final = re.compile(
    rf"[,，] ?(?P<between>{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})"
    rf"(?=\s*(?:\Z|[.。;；\n\u3400-\u9fff]))"
)
_NO_PLACE: Final = re.compile(
    "(?i)(?:tel|phone|mobile|attn|attention|contact|name|receiver|recipient|consignee|whatsapp|mr|mrs|ms"
    "|miss|dr|email|to|from|please|call)(?![a-z])"
)
_CAPTION: Final = re.compile(r"(?:地址|[Aa]ddress|ADDRESS|[送寄][到去至]|住)[:： ]{0,3}\Z")
_CAPTION_REACH: Final = 12
# Abbey Road 50 is a record: a number behind counts with a sign between.
_NUMBERED: Final = re.compile(r"\A(?:[Nn][Oo]s?\.? ?)?[0-9]|, ?[0-9]|[Nn][Oo]\.? ?[0-9]")
_ASKED: Final = 2  # pieces of an address that its caption speaks for
_WHY: Final = Evidence("an address in English form")


class _Piece(NamedTuple):
    start: int
    end: int
    kind: str


class LatinAddressRecognizer(Recognizer):
    """Finds addresses of Hong Kong, Macau, Taiwan and the mainland that are written in English."""

    LABELS: ClassVar[tuple[str, ...]] = ("ADDRESS",)
    COUNTRY_CODE: ClassVar[str | None] = None
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (Pattern(str(_WHY.pattern), _PIECE, 0.8),)
    NEEDS = (Shape.LATIN | Shape.STREET_WORD,)
    FIELD_WORDS = ()

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find every address; see `Recognizer.find`."""
        return [
            Finding(start, end, "ADDRESS", 0.8, self.name, evidence=_WHY)
            for pieces in _rows(text)
            if _is_address(text, pieces)
            for start, end in (_whole(text, pieces),)
        ]


@cache
def pieces() -> re.Pattern[str]:
    """The pieces, the names of places among them; longer names first."""
    names = listed_places()
    listed = sorted({*names, *map(str.upper, names)}, key=lambda name: (-len(name), name))
    # By their first characters, of which one is tried instead of all names.
    heads_ = "|".join(
        f"{head}(?:{'|'.join(name[1:] for name in listed if name[0] == head)})"
        for head in sorted({name[0] for name in listed})
    )
    return re.compile(rf"{_PIECE}|{_EDGE}(?P<place>{heads_})(?![A-Za-z0-9])")


@cache
def _beginnings() -> re.Pattern[str]:
    """The first character of any piece, at the edge of a word: `re` skips to those."""
    first = "".join(map(re.escape, sorted(heads(pieces()))))
    return re.compile(rf"[{first}]{_EDGE_BEFORE}")


def matches(text: str) -> Iterator[re.Match[str]]:
    """Give the pieces in a text, in order, not overlapping.

    As a search for `pieces` does, which would try all of them at each character.
    """
    match_at, position = pieces().match, 0
    for beginning in _beginnings().finditer(text):
        start = beginning.start()
        match = match_at(text, start) if start >= position else None
        if match:
            position = match.end()
            yield match


def _rows(text: str) -> Iterator[list[_Piece]]:
    """Pieces that stand together, with no more than a few words with capitals between two."""
    row: list[_Piece] = []
    for match in matches(text):
        piece = _Piece(*match.span(), str(match.lastgroup))
        if row and not _joins(text, row[-1].end, piece.start):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _joins(text: str, end: int, start: int) -> bool:
    """What stands between two pieces is part of the address."""
    bridge = _BRIDGE.fullmatch(text, end, start)
    return bridge is not None and _is_place(bridge["between"] or "")


def _is_place(words: str) -> bool:
    """Words that no list knows are a place, unless they are a person or say that one follows."""
    if not words:
        return True
    return not _NO_PLACE.match(words) and not is_name(words.split(), Trust.ALONE)


def _is_address(text: str, pieces: list[_Piece]) -> bool:
    """A road with a number, or a room in a building; with a caption before it, two pieces."""
    kinds = {piece.kind for piece in pieces}
    numbered = any(_numbered(piece, text[piece.start : piece.end]) for piece in pieces)
    inside = bool(kinds & {"door", "floor", "part"})
    road = bool(kinds & {"street", "rua"})
    rooms = sum(piece.kind in ("door", "floor") for piece in pieces)
    if numbered or (inside and (road or "house" in kinds)) or (rooms >= _ASKED and "door" in kinds):
        return True
    start = pieces[0].start
    captioned = _CAPTION.search(text, max(0, start - _CAPTION_REACH), start) is not None
    return captioned and len(pieces) >= _ASKED and bool(kinds & {"street", "rua", "house", "door"})


def _numbered(piece: _Piece, written: str) -> bool:
    """The piece is a road and its number."""
    if piece.kind == "rua":
        return any(map(str.isdigit, written))
    return piece.kind == "street" and _NUMBERED.search(written) is not None


def _whole(text: str, pieces: list[_Piece]) -> tuple[int, int]:
    """The pieces' span, with a last place that no list knows and a postcode."""
    start, end = pieces[0].start, pieces[-1].end
    last = _LAST.match(text, end)
    if last and _is_place(last["between"]):
        end = last.end()
    elif pieces[-1].kind in ("area", "place"):
        postcode = _POSTCODE.match(text, end)
        end = postcode.end() if postcode else end
    return start, end
