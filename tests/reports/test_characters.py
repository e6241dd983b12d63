"""What can be printed, and what is printed instead of what cannot."""

import pytest

from reports.pdf.characters import breakable, covered, printable, printable_text

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text, printed",
    [
        ("plain £1,316,000 – “quoted” ✓ √ ≥ Ŵigan", "plain £1,316,000 – “quoted” ✓ √ ≥ Ŵigan"),
        ("\U0001f600", "[GRINNING FACE]"),
        ("\u26a1", "[HIGH VOLTAGE SIGN]"),
        ("\u2714\ufe0f", "\u2714"),
        ("中", "[CJK UNIFIED IDEOGRAPH-4E2D]"),
        ("\u202eabc\u202c", "[RIGHT-TO-LEFT OVERRIDE]abc[POP DIRECTIONAL FORMATTING]"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("\ue000", "[U+E000]"),
        ("\ud800", "[U+D800]"),
        ("e\u0301", "é"),
        ("one\r\ntwo\rthree\u2028", "one\ntwo\nthree[LINE SEPARATOR]"),
        ("co\u00adoperate\u200b", "cooperate"),
    ],
)
def test_unprintable_characters_are_named(text, printed):
    assert printable_text(text) == printed


def test_only_texts_change():
    content = {"中": ["中", 5, None, True, {"key": "plain"}]}
    assert printable(content) == {
        "中": ["[CJK UNIFIED IDEOGRAPH-4E2D]", 5, None, True, {"key": "plain"}]
    }


def test_the_bundled_fonts_cover_what_councils_write():
    assert covered() >= set(map(ord, "£€–—‘’“”•…ŵŷâêîôûáéíóúÁÉÔ✓✗√≤≥×±½→↑↓−"))


def test_a_word_without_end_has_places_to_break_and_others_stay_as_they_are():
    (row,) = breakable([{"title": "x" * 90, "what": ["short words " * 9, "y" * 61], "score": 3}])
    assert row["title"].replace("\u200b", "") == "x" * 90 and row["title"].count("\u200b") == 4
    assert row["what"][0] == "short words " * 9 and "\u200b" in row["what"][1]
    assert row["score"] == 3
