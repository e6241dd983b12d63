"""How words are made alike before they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.searching import fold, words_of

pytestmark = pytest.mark.once


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_words_without_any_letter_that_is_seen_are_not_sought():
    assert words_of("  \u00ad  One\u00a0Two ") == ["one", "two"]
