"""The list of all recognizers: ours, and plug-ins found by entry point.

Must never skip a plug-in that cannot be used: a recognizer that silently fails to load is a
leak, so it is an error at start-up.
"""

from importlib.metadata import entry_points
from typing import Final

from recognizers.base import Recognizer
from recognizers.contact.email import EmailRecognizer
from recognizers.contact.glued import GluedMobileRecognizer
from recognizers.contact.ip_address import IpAddressRecognizer
from recognizers.contact.landline import LandlineRecognizer
from recognizers.contact.messenger import QqRecognizer, WechatRecognizer
from recognizers.contact.mobile import MobileRecognizer
from recognizers.encoded import EncodedRecognizer
from recognizers.errors import RecognizerError
from recognizers.freight.coordinates import CoordinatesRecognizer
from recognizers.freight.pickup_code import PickupCodeRecognizer
from recognizers.freight.waybill import WaybillRecognizer
from recognizers.identity.bank_card import BankCardRecognizer
from recognizers.identity.company_code import CompanyCodeRecognizer
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.identity.travel_document import (
    HongKongMacauPermitRecognizer,
    PassportRecognizer,
    TaiwanPermitRecognizer,
)
from recognizers.masked import MaskedRecognizer
from recognizers.sequence.recognizer import NameAndAddressRecognizer

ENTRY_POINTS: Final = "recognizers.plugins"

BUILT_IN: Final[tuple[type[Recognizer], ...]] = (
    MobileRecognizer,
    GluedMobileRecognizer,
    LandlineRecognizer,
    EmailRecognizer,
    QqRecognizer,
    WechatRecognizer,
    IpAddressRecognizer,
    ResidentIdRecognizer,
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
    EncodedRecognizer,
    NameAndAddressRecognizer,
)


def recognizers() -> tuple[Recognizer, ...]:
    """Build one of each recognizer: ours first, then plug-ins by name.

    Raises:
        RecognizerError: A plug-in is not a usable recognizer.
    """
    return tuple(kind() for kind in (*BUILT_IN, *plugins()))


def plugins() -> tuple[type[Recognizer], ...]:
    """Find the recognizer classes that other distributions offer."""
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return tuple(_checked(point.name, point.load()) for point in points)


def _checked(name: str, kind: object) -> type[Recognizer]:
    if isinstance(kind, type) and issubclass(kind, Recognizer):
        return kind
    raise RecognizerError(f"entry point {name} is not a Recognizer")  # noqa: EM102, TRY003  # one sentence, used once
