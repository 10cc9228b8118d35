"""Every value the demo plants, with its kind: what the proof looks for afterwards.

Must never be written to a topic, a log or the screen: it is the list of all raw values.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from redactor.demo.people import Person


class Kind(StrEnum):
    """What a planted value is."""

    NAME = "name"
    MOBILE = "mobile"
    PRIVACY_NUMBER = "privacy number"
    EXTENSION = "extension"
    LANDLINE = "landline"
    RESIDENT_ID = "resident ID"
    BANK_CARD = "bank card"
    EMAIL = "e-mail"
    ADDRESS_DETAIL = "unit and room"


class Spelling(StrEnum):
    """How a mobile number is written."""

    PLAIN = "plain"
    SPACED = "spaced"
    DASHED = "dashed"
    COUNTRY = "country"
    FULL_WIDTH = "full_width"


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Seed:
    """One planted value in its plain spelling."""

    kind: Kind
    value: str


@dataclass(slots=True, repr=False)
class Ink:
    """Writes a person's values into an event and notes each one as planted."""

    seeds: set[Seed] = field(default_factory=set)

    def _plant(self, kind: Kind, value: str) -> str:
        self.seeds.add(Seed(kind, value))
        return value

    def name(self, person: Person) -> str:
        """Write the full name."""
        return self._plant(Kind.NAME, person.name)

    def mobile(self, person: Person, spelling: Spelling = Spelling.PLAIN) -> str:
        """Write the mobile number in one of its spellings; its plain form is what is noted."""
        raw = self._plant(Kind.MOBILE, person.mobile)
        match spelling:
            case Spelling.SPACED:
                return f"{raw[:3]} {raw[3:7]} {raw[7:]}"
            case Spelling.DASHED:
                return f"{raw[:3]}-{raw[3:7]}-{raw[7:]}"
            case Spelling.COUNTRY:
                return f"+86 {raw}"
            case Spelling.FULL_WIDTH:
                return raw.translate(FULL_WIDTH)
            case Spelling.PLAIN:
                return raw

    def privacy_number(self, person: Person, joint: str = "-") -> str:
        """Write the privacy number, its extension behind `joint`.

        The extension alone is four digits, which occur by chance; with the two digits before
        it, it does not, and that is what a mask that forgets the extension leaves standing.
        """
        main = self._plant(Kind.PRIVACY_NUMBER, person.privacy_number)
        tail = f"{joint}{person.privacy_extension}"
        self._plant(Kind.EXTENSION, f"{main[-2:]}{tail}")
        return f"{main}{tail}"

    def landline(self, person: Person) -> str:
        """Write the landline number with its dialling code."""
        return self._plant(Kind.LANDLINE, person.landline)

    def resident_id(self, person: Person) -> str:
        """Write the resident ID number."""
        return self._plant(Kind.RESIDENT_ID, person.resident_id)

    def bank_card(self, person: Person) -> str:
        """Write the bank card number."""
        return self._plant(Kind.BANK_CARD, person.bank_card)

    def email(self, person: Person) -> str:
        """Write the e-mail address."""
        return self._plant(Kind.EMAIL, person.email)

    def door(self, person: Person) -> str:
        """Write unit and room, the part that GB/T 41833-2022 hides."""
        return self._plant(Kind.ADDRESS_DETAIL, f"{person.unit}单元{person.room}") + "室"

    def address(self, person: Person) -> str:
        """Write the full address, province first."""
        place = person.place
        return f"{place.province}{place.city}{place.district}{self.local_address(person)}"

    def local_address(self, person: Person) -> str:
        """Write the address from the road down."""
        return f"{person.street}{person.estate}{person.building}号楼{self.door(person)}"
