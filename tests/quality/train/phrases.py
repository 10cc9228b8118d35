"""What the generator writes around names and addresses: the language of waybills and chats.

Must never be used by the project's own test corpus, whose phrases stand in tests/quality/corpus.

Slots: {p} full name, {P} any person, {t} surname and title, {m} title alone, {a} address,
{s} building or shop without a region, {c} city in passing, {d} depot or branch, {v} carrier,
{tel} mobile, {fix} landline, {n} order number, {w} time, {k} pick-up code, {g} goods, {h} a person
who is not named (本人, 家人, 门卫), {b} brand that looks like a name.
"""

from typing import Final

from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("phrases")
REMARKS: Final = _LISTS["remarks"]

CHATS: Final = _LISTS["chats"]

EVENTS: Final = _LISTS["events"]

FORMS: Final = _LISTS["forms"]

PROSE: Final = _LISTS["prose"]
JOBS: Final = _LISTS["jobs"]

NEGATIVES: Final = _LISTS["negatives"]

UNNAMED: Final = _LISTS["unnamed"]
CARRIERS: Final = _LISTS["carriers"]
DEPOT_ENDS: Final = _LISTS["depot_ends"]
# Brands, shops and people's names that became words: all read like a surname and a given name.
BRANDS: Final = _LISTS["brands"]
GOODS_HEADS: Final = _LISTS["goods_heads"]

# What may stand right before and after a value in talk.
BEFORE_PEOPLE: Final = _LISTS["before_people"]
AFTER_PEOPLE: Final = _LISTS["after_people"]
BEFORE_PLACES: Final = _LISTS["before_places"]
AFTER_PLACES: Final = _LISTS["after_places"]
# Forms: keys, what follows a key, what parts two fields, how a message ends.
NAME_KEYS: Final = _LISTS["name_keys"]
NUMBER_KEYS: Final = _LISTS["number_keys"]
ADDRESS_KEYS: Final = _LISTS["address_keys"]
COLONS: Final = _LISTS["colons"]
GAPS: Final = _LISTS["gaps"]
CLOSINGS: Final = _LISTS["closings"]
