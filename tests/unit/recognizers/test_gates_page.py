"""The page on gates says what the recognizers say."""

from tests.support.gates_page import PAGE, page


def test_page_is_up_to_date() -> None:
    """Each recognizer stands there with its needs; `tests.support.gates_page` renews it."""
    assert PAGE.read_text("utf-8") == page()
