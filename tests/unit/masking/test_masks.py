"""What a view masks each entity with."""

from redactor.masking.masks import Masks
from redactor.masking.partial import Partial
from redactor.masking.whole import Replace
from redactor.spans import Span


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
