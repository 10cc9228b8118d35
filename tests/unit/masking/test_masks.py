"""What a view masks each entity with."""

from redactor.masking.binding import Binding
from redactor.masking.crowd import EVERYWHERE
from redactor.masking.erase import Drop, Null
from redactor.masking.generalise import Generalise
from redactor.masking.masks import Masks
from redactor.masking.operator import Masker
from redactor.masking.partial import Partial
from redactor.masking.whole import Replace
from redactor.spans import PartSpan, Span


def masked(masks: Masks, raw_value: str, entity: str) -> str:
    """Mask a whole value."""
    return masks.rule(entity)(raw_value, Span(0, len(raw_value), entity))


def test_an_entity_is_masked_by_the_rule_that_its_operator_has_for_it() -> None:
    """Operators with one rule for each entity, with none, and the default for all others."""
    masks = Masks({"PERSON": Partial(), "PHONE_NUMBER": Partial(phone="tail")}, Replace())
    assert masked(masks, "欧阳小川", "PERSON") == "欧阳**"
    assert masked(masks, "13912345678", "PHONE_NUMBER") == "*******5678"
    assert masked(masks, "泉城路180号", "ADDRESS") == "<ADDRESS>"
    assert masked(masks, "泉城路180号", "QQ") == "<QQ>"


def test_what_has_no_rule_of_its_own_is_hidden_whole() -> None:
    """A partial mask of an entity that the standard does not name shows nothing."""
    assert masked(Masks({}, Partial()), "10086", "QQ") == "******"
    assert masked(Masks({}, Partial(keep_length=True)), "10086", "QQ") == "*****"


class Counted:
    """Masks with the record's subject, and counts how often it is asked to."""

    def __init__(self) -> None:
        """Begin with none."""
        self.asked: list[str] = []

    def about(self, subject: str) -> Masker:
        """Give a fixed mask."""
        self.asked.append(subject)
        return Replace(new_value=subject)

    def mask(self, raw_value: str, span: Span) -> str:
        """Hide the value."""
        del raw_value, span
        return "*"


def test_a_mask_that_goes_by_the_subject_is_made_for_each_record() -> None:
    """That of an entity which stands in the record, once; all others are those of the view."""
    phone, other = Counted(), Counted()
    masks = Masks({"PERSON": Partial(), "PHONE_NUMBER": phone}, other)
    first, second = masks.about("P1"), masks.about("P2")
    assert first.rule("PERSON") is second.rule("PERSON")
    for _ in range(2):
        assert masked(first, "13912345678", "PHONE_NUMBER") == "P1"
    assert (phone.asked, other.asked) == (["P1"], [])
    assert masked(second, "13912345678", "PHONE_NUMBER") == "P2"
    assert masked(second, "10086", "QQ") == "P2"
    assert (phone.asked, other.asked) == (["P1", "P2"], ["P2"])


def test_a_record_may_change_masks_by_its_people_and_its_subject() -> None:
    """Whichever comes first; what either erases is erased."""
    by_entity = {"ADDRESS": Generalise(k=2).bind(Binding()), "PHONE_NUMBER": Counted()}
    masks = Masks(by_entity, Drop())
    address = Span(0, 6, "ADDRESS", parts=(PartSpan(0, 6, "city"),))
    for one in (masks.among(EVERYWHERE, ()).about("P1"), masks.about("P1").among(EVERYWHERE, ())):
        assert one.rule("ADDRESS")("济南市历下区", address) == "济南市历下区"
        assert masked(one, "13912345678", "PHONE_NUMBER") == "P1"
        assert isinstance(one.eraser([Span(0, 1, "QQ")]), Drop)
    assert masks.rule("ADDRESS")("济南市历下区", address) == "****"


def test_what_drops_goes_before_what_makes_null() -> None:
    """Wherever it stands; what came masked is not erased, nor what another mask hides."""
    masks = Masks({"PERSON": Null(), "PHONE_NUMBER": Drop()}, Replace())
    name, phone, other = (Span(0, 1, one) for one in ("PERSON", "PHONE_NUMBER", "QQ"))
    assert isinstance(masks.eraser([other, name, phone]), Drop)
    assert isinstance(masks.eraser([other, name]), Null)
    assert isinstance(masks.eraser([phone._replace(masked=True), name]), Null)
    assert masks.eraser([other]) is None
    assert Masks({}, Replace()).eraser([name]) is None
