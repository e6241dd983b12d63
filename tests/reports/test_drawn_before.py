"""What tests draw once is told by its content and by who draws."""

import pytest

from tests.drawn_before import drawn_before

pytestmark = pytest.mark.once


def test_other_content_is_drawn_and_the_same_is_not_drawn_again(tmp_path):
    drawn = []
    files = drawn_before(tmp_path, drawn.append)
    for content in {"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 3}:
        files(content)
    assert drawn == [{"a": 1, "b": 2}, {"a": 1, "b": 3}]
    assert drawn_before(tmp_path, lambda content: "by another")({"a": 1, "b": 2}) == "by another"


def test_what_cannot_be_drawn_is_tried_again(tmp_path):
    files = drawn_before(tmp_path, lambda content: 1 / content["by"])
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            files({"by": 0})
