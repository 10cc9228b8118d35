"""The list of all recognizers: ours, and plug-ins found by entry point.

Must never skip a plug-in that cannot be used: a recognizer that silently fails to load is a
leak, so it is an error at start-up.
"""

from importlib.metadata import EntryPoint, entry_points
from typing import Final

from recognizers.address.latin import LatinAddressRecognizer
from recognizers.base import CHINESE, Recognizer
from recognizers.contact.email import MailAddressRecognizer
from recognizers.contact.glued import GluedMobileRecognizer
from recognizers.contact.harbour import HarbourNumberRecognizer
from recognizers.contact.ip_address import IpAddressRecognizer
from recognizers.contact.landline import LandlineRecognizer
from recognizers.contact.messenger import QqRecognizer, WechatRecognizer
from recognizers.contact.mobile import MobileRecognizer
from recognizers.encoded import EncodedRecognizer
from recognizers.english import EnglishRecognizer
from recognizers.errors import RecognizerError
from recognizers.freight.coordinates import CoordinatesRecognizer
from recognizers.freight.pickup_code import PickupCodeRecognizer
from recognizers.freight.waybill import WaybillRecognizer
from recognizers.half_masked import HalfMaskedRecognizer
from recognizers.identity.bank_card import BankCardRecognizer
from recognizers.identity.company_code import CompanyCodeRecognizer
from recognizers.identity.hong_kong_id import HongKongIdRecognizer
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.identity.macau_id import MacauIdRecognizer
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.identity.taiwan_id import TaiwanIdRecognizer
from recognizers.identity.travel_document import (
    HongKongMacauPermitRecognizer,
    PassportRecognizer,
    TaiwanPermitRecognizer,
)
from recognizers.masked import MaskedRecognizer
from recognizers.names.cued import CuedNameRecognizer
from recognizers.names.latin import LatinNameRecognizer
from recognizers.names.pinyin import PinyinNameRecognizer
from recognizers.rooms import RoomRecognizer
from recognizers.sequence.recognizer import NameAndAddressRecognizer
from recognizers.testing import check_class

ENTRY_POINTS: Final = "recognizers.plugins"

BUILT_IN: Final[tuple[type[Recognizer], ...]] = (
    MobileRecognizer,
    GluedMobileRecognizer,
    LandlineRecognizer,
    HarbourNumberRecognizer,
    MailAddressRecognizer,
    QqRecognizer,
    WechatRecognizer,
    IpAddressRecognizer,
    ResidentIdRecognizer,
    HongKongIdRecognizer,
    TaiwanIdRecognizer,
    MacauIdRecognizer,
    CompanyCodeRecognizer,
    BankCardRecognizer,
    PassportRecognizer,
    HongKongMacauPermitRecognizer,
    TaiwanPermitRecognizer,
    LicensePlateRecognizer,
    WaybillRecognizer,
    PickupCodeRecognizer,
    CoordinatesRecognizer,
    MaskedRecognizer,
    HalfMaskedRecognizer,
    EncodedRecognizer,
    NameAndAddressRecognizer,
    RoomRecognizer,
    CuedNameRecognizer,
    PinyinNameRecognizer,
    LatinNameRecognizer,
    LatinAddressRecognizer,
    EnglishRecognizer,
)


def recognizers(language: str = CHINESE) -> tuple[Recognizer, ...]:
    """Build one of each recognizer: ours first, then plug-ins by name.

    Args:
        language: The language Presidio registers them for; our own analyzer does not ask.

    Raises:
        RecognizerError: A plug-in is not a usable recognizer.
    """
    return tuple(kind(supported_language=language) for kind in (*BUILT_IN, *plugins()))


def plugins() -> tuple[type[Recognizer], ...]:
    """Find the recognizer classes that other distributions offer.

    Raises:
        RecognizerError: One cannot be imported, or breaks a rule of `recognizers.testing`.
    """
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    kinds = dict.fromkeys(_loaded(point) for point in points)
    return tuple(kind for kind in kinds if kind not in BUILT_IN)


def _loaded(point: EntryPoint) -> type[Recognizer]:
    try:
        kind = point.load()
    except Exception:  # noqa: BLE001  # whatever a plug-in raises, it is not usable
        message = f"entry point {point.name} cannot be imported"
        raise RecognizerError(message) from None
    if not (isinstance(kind, type) and issubclass(kind, Recognizer)):
        message = f"entry point {point.name} is not a Recognizer"
        raise RecognizerError(message)
    if kind not in BUILT_IN and (problems := check_class(kind)):
        message = f"entry point {point.name}: " + "; ".join(problems)
        raise RecognizerError(message)
    return kind
