"""Forms by their blanks: those of a stream, and those that live as long as a batch.

Must never keep beyond its batch a field name that may be PII: neither in a blank nor in a field.
Words of the trade may not, but are asked for in each batch as any other.
"""

from collections.abc import Callable
from typing import Final

from redactor.forms.form import Field, Form, Known, Learnt, Teacher
from redactor.forms.words import of_words_alone
from redactor.schema import Place

# Bytes of the forms of one language, about; all are forgotten when there are more. Not their
# number: the paths of one hostile form can take a megabyte.
MOST_KEPT: Final = 16 << 20
_OVERHEAD: Final = 512  # of a form, or of a field, beside its texts
_REFERENCE: Final = 8
_NAME: Final = 128  # of a field name that is asked for in each batch, and so kept as a text
# Records of a batch for each form that it may learn: that costs as much as two of them.
LEARN_EVERY: Final = 32
_LOOKS: Final = 2  # of a small batch, at names that could be words of the trade


class Forms(dict[bytes, Form | None]):
    """The forms of records in one language whose field names are plain; None for a blank without.

    Attributes:
        may_learn: So many more may be learnt in the batch at hand.
        teacher: Works them out.
        of_words: What was learnt of blanks in which words of the trade stand beside plain names;
            None of one that has no form.
    """

    def __init__(self, teacher: Teacher) -> None:
        """Begin with none."""
        super().__init__()
        self.may_learn = 0
        self.teacher = teacher
        self.of_words: dict[bytes, Learnt | None] = {}
        self._fields: dict[Known, Field] = {}
        self._kept = 0  # bytes, about

    def __missing__(self, blank: bytes) -> Form | None:
        """Work out the form of a blank and remember it, if one more may be learnt."""
        if not self.may_learn:
            return None
        learnt = self._learnt(blank)
        form = self[blank] = None if learnt is None else learnt.fields
        return form

    def learn_words(self, blank: bytes) -> bool:
        """Work out a blank of words and remember it; tell whether that is one and could be."""
        if not self.may_learn or not of_words_alone(blank):
            return False
        self.of_words[blank] = self._learnt(blank)
        return True

    def _learnt(self, blank: bytes) -> Learnt | None:
        self.may_learn -= 1
        if self._kept > MOST_KEPT:
            self.clear()
            self.of_words.clear()
            self._fields.clear()
            self._kept = 0
        learnt = self.teacher.learnt(blank, self.field_of)
        self._kept += _OVERHEAD + len(blank)
        if learnt is not None:
            self._kept += _REFERENCE * len(learnt.fields) + _NAME * len(learnt.names)
        return learnt

    def field_of(self, place: Place, known: Known) -> Field:
        """Give the one object for a field of which all names are plain, or words."""
        field = self._fields.get(known)
        if field is None:
            field = self._fields[known] = Field(*known)
            self._kept += _OVERHEAD + len(place.path)
        return field


class PassingForms(dict[bytes, Form | None]):
    """The forms of one batch in which field names stand that may be PII; thrown away with it."""

    def __init__(self, forms: Forms, may_learn: int, cell_of: Callable[[str], int]) -> None:
        """Begin with none.

        Args:
            forms: Of the same language.
            may_learn: So many may be learnt.
            cell_of: Gives the number of a field name among the batch's texts.
        """
        super().__init__()
        self._forms = forms
        self._may_learn = may_learn
        self._may_look = _LOOKS + may_learn
        self._cell_of = cell_of
        self._fields: dict[Known, Field] = {}

    def __missing__(self, blank: bytes) -> Form | None:
        """Work out the form of a blank, if one more may be learnt."""
        of_words = self._forms.of_words
        if blank in of_words or self._learns_words(blank):
            learnt = of_words[blank]
        elif self._may_learn:
            self._may_learn -= 1
            learnt = self._forms.teacher.learnt(blank, self._field_of)
        else:
            return None
        form: Form | None = None
        if learnt is not None:
            form = (*learnt.fields, *map(self._cell_of, learnt.names))
        self[blank] = form
        return form

    def _learns_words(self, blank: bytes) -> bool:
        """Learn a blank for good, if it may be: that is asked for a few of a batch."""
        may_look = self._may_look > 0
        self._may_look -= may_look
        return may_look and self._forms.learn_words(blank)

    def _field_of(self, place: Place, known: Known) -> Field:
        if place.lasts:
            return self._forms.field_of(place, known)
        field = self._fields.get(known)
        if field is None:
            field = self._fields[known] = Field(*known)
        return field
