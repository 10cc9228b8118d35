"""A training line under way: its text, and the label of each character.

Must never let text and labels differ in length.
"""

from recognizers.sequence.labels import Label
from tests.quality.train.optimiser import Example
from tests.quality.train.places import Place


class Draft:
    """A line under way: its text and one label per character."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._text: list[str] = []
        self._labels = bytearray()

    def plain(self, text: str) -> None:
        """Adds text outside every entity."""
        self._text.append(text)
        self._labels += bytes(len(text))

    def person(self, name: str) -> None:
        """Adds a name."""
        if len(name) < 2:
            self.plain(name)
            return
        inner = [Label.NAME_INNER] * (len(name) - 2)
        self._text.append(name)
        self._labels += bytes([Label.NAME_FIRST, *inner, Label.NAME_LAST])

    def place(self, place: Place) -> None:
        """Adds an address."""
        text = place.region + place.detail
        kept = text.rstrip()
        if len(kept) < 2:
            self.plain(text)
            return
        region = min(len(place.region), len(kept))
        labels = [Label.ADDRESS_REGION] * region + [Label.ADDRESS_DETAIL] * (len(kept) - region)
        labels[0], labels[-1] = Label.ADDRESS_FIRST, Label.ADDRESS_LAST
        self._text.append(text)
        self._labels += bytes(labels) + bytes(len(text) - len(kept))

    def append(self, example: Example) -> None:
        """Adds a finished line."""
        self._text.append(example.text)
        self._labels += example.labels

    def done(self) -> Example:
        """The line."""
        return Example("".join(self._text), bytes(self._labels))
