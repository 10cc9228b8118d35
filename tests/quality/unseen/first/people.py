"""Names of nobody: full, with a title, as colleagues say them, in other scripts.

Must never draw from a list of the training room.
"""

import random

from tests.quality.unseen.first.lists import characters, weighted, words


class People:
    """A seeded source of fictitious names."""

    def __init__(self, draw: random.Random) -> None:
        """Take the source of chance."""
        self._draw = draw
        self._surnames = weighted("surnames")
        self._titles = weighted("titles")
        self._given = words("given")
        self._first, self._second = characters("first"), characters("second")
        self._single, self._familiar = characters("single"), characters("given_name_surnames")

    def surname(self) -> str:
        """A surname, as often as it is met."""
        names, weights = self._surnames
        return self._draw.choices(names, weights)[0]

    def full(self) -> str:
        """A full name, without a title."""
        kind = self._draw.random()
        if kind < 0.015:
            return self._draw.choice(words("minority"))
        if kind < 0.38:
            return self.surname() + self._draw.choice(self._given)
        if kind < 0.77:
            first, second = self._draw.choice(self._first), self._draw.choice(self._second)
            return self.surname() + first + second
        return self.surname() + self._draw.choice(self._single)

    def title(self) -> str:
        """A title as it stands behind a full name."""
        return self._draw.choice(("先生", "女士", "女士", "小姐"))

    def titled(self) -> str:
        """A surname with a title: one value."""
        titles, weights = self._titles
        return self.surname() + self._draw.choices(titles, weights)[0]

    def familiar(self) -> str:
        """小 or 老 with a surname."""
        return self._draw.choice("小小老") + self._draw.choice(self._familiar)

    def anyone(self) -> str:
        """A person as people in a hurry name them."""
        kind = self._draw.random()
        if kind < 0.55:
            return self.full()
        return self.titled() if kind < 0.85 else self.familiar()
