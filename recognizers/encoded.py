"""Values hidden in an encoding: base64, hexadecimal, percent, quoted-printable, escapes, entities.

Must never decode more than one encoding and the escapes in it, nor more than a bounded stretch:
text is not to be trusted.
"""

import binascii
import html
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final
from urllib.parse import unquote, unquote_to_bytes

from recognizers.base import Find, Recognizer, readers_of
from recognizers.contact.email import MailAddressRecognizer
from recognizers.contact.glued import GluedMobileRecognizer
from recognizers.contact.landline import LandlineRecognizer
from recognizers.contact.mobile import MobileRecognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.gates import Gates, shape_of_field
from recognizers.hidden import from_base64, from_utf16, has_control, may_be_gbk
from recognizers.identity.bank_card import BankCardRecognizer
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.normalize import fold
from recognizers.outright import Saying
from recognizers.pattern import Pattern
from recognizers.resolution import strongest
from recognizers.scanner import MAY_FOLD, shapes_of
from recognizers.sequence.recognizer import NameAndAddressRecognizer
from recognizers.shape import Shape, Told

_MOST: Final = 4096  # characters of one escaped stretch; a longer one is cut into such pieces


def _more(kind: str, least: int) -> str:
    """A run of up to a mebibyte, the largest record, as base64 and hexadecimal cannot be cut.

    In blocks, so that each repeat stays bounded; the last one may be a little longer than a block,
    so that a run has one way to be read. Its first character is matched before.
    """
    return rf"(?:{kind}{{{_MOST}}}){{0,256}}{kind}{{{least - 1},{_MOST + least - 1}}}"


# Both begin with a set of characters, for `re` skips to those.
_BASE64: Final = (
    r"[A-Za-z0-9+/_\-](?<![A-Za-z0-9+/_\-].)"
    + _more(r"[A-Za-z0-9+/_\-]", 14)
    + r"={0,2}(?![A-Za-z0-9+/_=])"
)
_HEX: Final = (
    r"[0-9A-Fa-f](?:(?<![0-9A-Za-z].)|(?<=\\x.))(?:(?<=0)x[0-9A-Fa-f])?"  # \x of PostgreSQL's bytea
    + _more("[0-9A-Fa-f]", 22)
    + r"(?![0-9A-Za-z])"
)
_PERCENT: Final = rf"(?:%[0-9A-Fa-f]{{2}}|[A-Za-z0-9._~+\-]){{3,{_MOST}}}"
# Of quoted-printable (RFC 2045, clause 6.7) and the Q encoding of headers (RFC 2047, clause 4.2).
_QUOTED: Final = rf"(?:=[0-9A-Fa-f]{{2}}|=\r?\n|[A-Za-z0-9._~+\-]){{3,{_MOST}}}"
# Octal ones as Java's printer of protocol buffers writes them, \xE7 as logs of web servers and
# Python do; the backslash once more for each time that a log or a document quoted it.
_ESCAPE: Final = (
    r"(?:\\{1,4}(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,8}\}|x[0-9A-Fa-f]{2}|[0-3][0-7]{2})"
    r"|[A-Za-z0-9 .\-])"
    rf"{{2,{_MOST}}}"
)
# As `escape` of JavaScript writes it (ECMA-262, annex B.2.1): what it leaves as it is, too.
_JAVASCRIPT: Final = rf"(?:%u[0-9A-Fa-f]{{4}}|%[0-9A-Fa-f]{{2}}|[A-Za-z0-9@*_+./\-]){{2,{_MOST}}}"
_ENTITY: Final = rf"(?:&#x?[0-9A-Fa-f]{{1,8}};?|[A-Za-z0-9 .\-]){{2,{_MOST}}}"

# Plain words that stand before and behind escapes in one run are not part of what is hidden.
_WORDS_AROUND: Final = re.compile(
    r"(?:[A-Za-z.\-]{0,40}[ ]){0,40}(?P<core>.*?)(?:[ ][A-Za-z.\-]{0,40}){0,40}", re.DOTALL
)
_ONE_ESCAPE: Final = re.compile(
    r"(?:\\{1,4}|%)(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,8})\}|(?:x|(?<=%))([0-9A-Fa-f]{2}))"
)
_ONE_BYTE: Final = re.compile(r"\\{1,4}(?:x([0-9A-Fa-f]{2})|([0-3][0-7]{2}))")
_BYTES: Final = re.compile(rf"(?:{_ONE_BYTE.pattern}){{2,{_MOST}}}")
_TWO_QUOTED: Final = re.compile("(?:=[0-9A-Fa-f]{2}){2}")  # one may be the value of a query
_TWICE: Final = re.compile("(?:%[0-9A-Fa-f]{2}){2}")
_LAST: Final = 0x10FFFF  # code point; what is beyond it is read as it, so that the rest is read
_TELLING: Final = re.compile(r"[0-9][^0-9]{0,3}(?:[0-9][^0-9]{0,3}){5}|[\u3400-\u9fff]|@")
_LEAST_SCORE: Final = 0.6
_HIDDEN: Final = "what it decodes to holds a value"
_BREAKS: Final = dict.fromkeys(map(ord, "\t\r\n"), " ")


def _from_base64(run: str) -> str:
    return _text(from_base64(run))


def _from_hex(run: str) -> str:
    return _text(bytes.fromhex(run.removeprefix("0x")))


def _from_percent(run: str) -> str:
    return _text(unquote_to_bytes(run)) if "%" in run else ""


def _from_quoted(run: str) -> str:
    return _text(binascii.a2b_qp(run)) if _TWO_QUOTED.search(run) else ""


def _from_escapes(run: str) -> str:
    if "\\" not in run:
        return ""
    return _unescaped(_BYTES.sub(_of_bytes, run))


def _of_bytes(match: re.Match[str]) -> str:
    """The text of bytes that are escaped one by one; they stay escaped where they are none."""
    codes = (
        int(one, 16) if one else int(other, 8) for one, other in _ONE_BYTE.findall(match.group())
    )
    return _text(bytes(codes)) or match.group()


def _from_javascript(run: str) -> str:
    return _unescaped(run) if "%u" in run else ""


def _unescaped(run: str) -> str:
    return _ONE_ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2] or m[3], 16), _LAST)), run)


def _from_entities(run: str) -> str:
    return html.unescape(run) if "&#" in run else ""


def _text(raw: bytes) -> str:
    """Bytes that are printable text, line ends and tabs included, else nothing.

    What is no UTF-8 may be GBK, as older Chinese systems send it. In both a control byte is a
    control character, and settles it without a decoder's error, which costs more than all else:
    with one it may be UTF-16, as gateways for short messages send it.
    """
    if has_control(raw):
        return from_utf16(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if not may_be_gbk(raw):
            return ""
        text = raw.decode("gbk")
    return text if text.translate(_BREAKS).isprintable() else ""


def _plain(decoded: str) -> str:
    """The text without the escapes that it was written in before it was encoded."""
    if "\\u" in decoded:
        return _unescaped(decoded)
    return unquote(decoded) if _TWICE.search(decoded) else decoded


def _core(run: str) -> tuple[int, int]:
    """Where the hidden part of a run stands: without the plain words around it."""
    match = _WORDS_AROUND.fullmatch(run)
    return match.span("core") if match else (0, len(run))


# What looks at a decoded text.
_INSIDE: Final[tuple[type[Recognizer], ...]] = (
    *(MobileRecognizer, GluedMobileRecognizer, LandlineRecognizer, MailAddressRecognizer),
    *(ResidentIdRecognizer, BankCardRecognizer, NameAndAddressRecognizer),
)


class EncodedRecognizer(Recognizer):
    """Finds a whole encoded stretch when what it decodes to holds a value."""

    LABELS = (
        *("PHONE_NUMBER", "CN_RESIDENT_ID", "CN_BANK_CARD", "EMAIL_ADDRESS"),
        *("PERSON", "ADDRESS"),
    )
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("base64", _BASE64, _LEAST_SCORE),
        Pattern("hexadecimal", _HEX, _LEAST_SCORE),
        Pattern("percent encoding", _PERCENT, _LEAST_SCORE),
        Pattern("quoted-printable", _QUOTED, _LEAST_SCORE),
        Pattern("escapes", _ESCAPE, _LEAST_SCORE),
        Pattern("JavaScript escapes", _JAVASCRIPT, _LEAST_SCORE),
        Pattern("HTML entities", _ENTITY, _LEAST_SCORE),
    )
    COUNTRY_CODE: ClassVar[str | None] = None
    NEEDS = (Shape.ENCODED,)
    FIELD_WORDS = tuple(words for kind in _INSIDE for words in kind.FIELD_WORDS or ())

    _DECODERS: ClassVar = tuple(
        (sign, re.compile(pattern.regex), decode, Evidence(pattern.name, rule=_HIDDEN))
        for pattern, (sign, decode) in zip(
            PATTERNS,
            (
                *(("", _from_base64), ("", _from_hex), ("%", _from_percent)),
                *(("=", _from_quoted), ("\\", _from_escapes)),
                *(("%u", _from_javascript), ("&#", _from_entities)),
            ),
            strict=True,
        )
    )

    def load(self) -> None:
        """Build the recognizers that look at what was decoded."""
        *built, self._named = [kind() for kind in _INSIDE]  # the last is asked once for all
        self._inner = Gates[Find]([reader for one in built for reader in readers_of(one)])

    def found_outright(self) -> Saying:
        """Let a text be spared that is one waybill; see `recognizers.outright`.

        By chance many a waybill is a name in base64. What a carrier's letters and digits decode to
        holds no number and no mail address that would count before the waybill.
        """
        return Saying({}, {self.find: Told.WAYBILL})

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every encoded stretch that holds a value; see `Recognizer.find`."""
        stretches = list(self._decoded(text))
        every = self._inside([fold(decoded).text for _, _, decoded, _ in stretches], hint)
        found = []
        for (start, run, _, why), inside in zip(stretches, every, strict=True):
            if inside:
                best = strongest(inside)
                begin, end = (start + at for at in _core(run))
                found.append(plain(begin, end, best.label, best.score, self.name, why))
        return found

    def _inside(self, folded: Sequence[str], hint: str) -> list[list[Finding]]:
        """What each of some decoded and folded texts holds."""
        if not folded:
            return []
        of_field = shape_of_field(hint)
        shapes = [shape & ~MAY_FOLD | of_field for shape in shapes_of(folded)]
        every = self._named.find_batch(folded, [hint] * len(folded))
        inside = []
        for named, text, shape in zip(every, folded, shapes, strict=True):  # some may be one list
            others = [one for find in self._inner[shape] for one in find(text, hint)]
            inside.append([one for one in (*others, *named) if one.score >= _LEAST_SCORE])
        return inside

    @staticmethod
    def _decoded(text: str) -> Iterator[tuple[int, str, str, Evidence]]:
        """Where each stretch begins, the stretch, what it decodes to, and what told it."""
        for sign, pattern, decode, why in EncodedRecognizer._DECODERS:
            for match in pattern.finditer(text) if sign in text else ():
                try:
                    decoded = _plain(decode(match.group()))
                except (ValueError, binascii.Error):
                    continue  # it was no encoding: the ordinary recognizers see it as it stands
                if decoded and decoded != match.group() and _TELLING.search(decoded):
                    yield match.start(), match.group(), decoded, why
