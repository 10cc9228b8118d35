"""Running text, with people and places put into it and without.

Must never be shown to anyone: its sentences are a licensed source's and only train.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from tests.quality.train import phrases
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.people import Namer
from tests.quality.train.places import Surveyor


@dataclass(frozen=True)
class Prose:
    """Running text without personal data: sentences, and words to shuffle."""

    sentences: Sequence[str]
    pronouns: Sequence[tuple[str, str]]  # sentences split at a pronoun a name can stand for
    words: Sequence[str]
    goods: Sequence[str]
    traditional: dict[str, str]
    foreign: Sequence[str]
    known: Sequence[str]
    decoys: Sequence[str]


class Talk:
    """A seeded source of running text."""

    def __init__(
        self, namer: Namer, surveyor: Surveyor, clutter: Clutter, prose: Prose, draw: random.Random
    ) -> None:
        """Take the sources of names, places and text, and the randomness."""
        self._namer, self._surveyor, self._prose, self._draw = namer, surveyor, prose, draw
        self._clutter = clutter

    def sentence(self) -> Example:
        """A review's sentence as it stands."""
        draft = Draft()
        draft.plain(self._draw.choice(self._prose.sentences))
        return draft.done()

    def named_sentence(self) -> Example:
        """A review's sentence with a person where it had a pronoun."""
        left, right = self._draw.choice(self._prose.pronouns)
        draft = Draft()
        draft.plain(left)
        draft.person(self._namer.person())
        draft.plain(right)
        return draft.done()

    def _cut_sentence(self) -> tuple[str, str]:
        """A review's sentence in two pieces, parted between words; either may be empty."""
        words = rjieba.cut(self._draw.choice(self._prose.sentences))
        if len(words) > 14:
            start = self._draw.randrange(len(words) - 10)
            words = words[start : start + self._draw.randint(4, 12)]
        at = self._draw.randint(0, len(words))
        skip = self._draw.choice((0, 0, 1)) if at < len(words) else 0
        return "".join(words[:at]), "".join(words[at + skip :])

    def inserted(self) -> Example:
        """A value in the middle of talk it was not written for: what it is must show by itself."""
        draw = self._draw
        left, right = self._cut_sentence()
        draft = Draft()
        kind = draw.random()
        draft.plain(left)
        if kind < 0.62:
            if draw.random() < 0.6:
                draft.plain(draw.choice(phrases.BEFORE_PEOPLE))
            draft.person(self._namer.person())
            if draw.random() < 0.35:
                draft.plain(draw.choice(phrases.AFTER_PEOPLE))
        else:
            if draw.random() < 0.75:
                draft.plain(draw.choice(phrases.BEFORE_PLACES))
            spot = draw.random() < 0.35
            draft.place(self._surveyor.spot() if spot else self._surveyor.place())
            if draw.random() < 0.5:
                draft.plain(draw.choice(phrases.AFTER_PLACES))
        draft.plain(right)
        return draft.done()

    def decoy(self) -> str:
        """A word or a brand that reads like a name."""
        draw = self._draw
        return draw.choice(self._prose.decoys if draw.random() < 0.7 else phrases.BRANDS)

    def decoyed(self) -> Example:
        """A word that reads like a name, where a name could stand."""
        draw = self._draw
        left, right = self._cut_sentence()
        word = self.decoy()
        text = left + word + right
        if draw.random() < 0.3:
            text = word + draw.choice(("", "的", "，", "了", "真", "店", "吗")) + right
        return Example(text, bytes(len(text)))

    def salad(self) -> Example:
        """Dictionary words in a row, without sense and without names."""
        draft = Draft()
        draft.plain("".join(self._draw.choices(self._prose.words, k=self._draw.randint(2, 9))))
        return draft.done()

    def named_salad(self) -> Example:
        """A person among dictionary words without sense: only the name tells that it is one."""
        draw, words = self._draw, self._prose.words
        draft = Draft()
        draft.plain("".join(draw.choices(words, k=draw.choice((0, 0, 1, 1, 2, 3)))))
        draft.person(self._namer.full() if draw.random() < 0.8 else self._namer.person())
        draft.plain("".join(draw.choices(words, k=draw.choice((0, 1, 1, 2, 3)))))
        return draft.done()

    def newsworthy(self) -> str:
        """A name as news has it: Chinese in full, or a foreign one in Han characters."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.45:
            return self._namer.full()
        if kind < 0.72:
            return draw.choice(self._prose.known)
        name = draw.choice(self._prose.foreign)
        if draw.random() < 0.2:
            name = draw.choice(self._prose.foreign) + "·" + name
        return name

    def title(self) -> Example:
        """A shop's title."""
        return Example(text := self._clutter.title(), bytes(len(text)))

    def news(self) -> Example:
        """News without a person."""
        return Example(text := self._clutter.news(), bytes(len(text)))

    def aside(self) -> Example:
        """Running text."""
        kind = self._draw.random()
        if kind < 0.45:
            return self.sentence()
        return self.news() if kind < 0.94 else self.salad()
