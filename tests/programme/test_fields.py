"""Dates and money as people write them; text that hides nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programme.date_phrases import read_one
from programme.fields import LONGEST_WORDS, DayField, LineField, PenceField, WordsField
from programme.money_phrases import read_pence, write_pence
from programme.plausible import visible_text


def refusal(call, *args):
    with pytest.raises(ValidationError) as caught:
        call(*args)
    return " ".join(caught.value.messages)


MONEY = {
    "£1.2m": 120_000_000,
    "1.316m": 131_600_000,
    "1,200": 120_000,
    "1200": 120_000,
    "12.50": 1_250,
    "£0": 0,
    "0.01": 1,
    "£64k": 6_400_000,
    "3 million": 300_000_000,
    "1,316,000": 131_600_000,
    "−£300": -30_000,
    "-300": -30_000,
    "£-300": -30_000,
    "- £300": -30_000,
    "(4,500)": -450_000,
    "(£1.2m)": -120_000_000,
    "£(300)": -30_000,
    "–£3k": -300_000,
    "－3": -300,
    "1 200": 120_000,
    "1\u00a0200\u202f000": 120_000_000,
    ".5": 50,
    "1.2mn": 120_000_000,
    "55K": 5_500_000,
    "4,500-": -450_000,
    "4,500 CR": -450_000,
    "4,500 DR": 450_000,
    "45,000.": 4_500_000,
    "nil": 0,
    "-": 0,
    "–": 0,
}


@pytest.mark.parametrize(("text", "pence"), MONEY.items())
def test_money_is_understood_as_people_write_it(text, pence):
    assert read_pence(text) == pence


NO_MONEY = {
    "12,34": "Every comma has to stand before three digits",
    "1,2345": "Every comma has to stand before three digits",
    "1 2": "Every space has to stand before three digits",
    "1.234,56": "a comma after the decimal point",
    "1.2.3": "more than one decimal point",
    "12.345": "has parts of a penny",
    "twelve": "twelve is not a sum",
    "£": "£ is not a sum",
    "--5": "--5 is not a sum",
    "NaN": "NaN is not a sum",
    "١٢": "١٢ is not a sum",
    "1e6": "“e” in 1e6 cannot be read",
    "£1.2mm": "“mm” in £1.2mm cannot be read",
    "c. £50": "“c” in c. £50 cannot be read",
    "£5 pa": "“pa” in £5 pa cannot be read",
    "€50": "is not in pounds",
    "50%": "is a percentage",
    "(5": "a bracket without its other half",
    "(-5)": "says twice that it is below nil",
    "-(4,500)": "says twice that it is below nil",
    "circa £100k": "“circa” in circa £100k cannot be read",
    "£50k pa": "“pa” in £50k pa cannot be read",
    "£10k to £20k": "names two sums",
}


@pytest.mark.parametrize(("text", "said"), NO_MONEY.items())
def test_money_that_could_mean_two_things_is_refused_with_what_is_wrong(text, said):
    assert said in refusal(read_pence, text)


@given(st.integers(-(10**12), 10**12))
def test_money_that_is_written_out_is_read_back(pence):
    assert read_pence(write_pence(pence)) == pence


@pytest.mark.parametrize("text", ["£11 billion", "-11bn"])
def test_an_absurd_sum_is_refused(text):
    assert "billion" in refusal(PenceField().formfield().clean, text)


@pytest.mark.parametrize("text", ["1000000000000000000000", "9" * 39])
def test_a_sum_of_many_digits_is_refused_and_breaks_nothing(text):
    assert refusal(PenceField().formfield().clean, text)


DAYS = ["27 March 2007", "27 Mar 2007", "27/3/2007", "27-03-2007", "27.03.2007", "2007-03-27"]
DAYS += ["Tuesday 27 March 2007", "27th March 2007"]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_day_first(text):
    assert read_one(text) == date(2007, 3, 27)


def test_the_fifth_of_june_is_not_the_sixth_of_may():
    assert read_one("05/06/2026") == date(2026, 6, 5)


@pytest.mark.parametrize(
    "text", ["31/2/2012", "30 February 2012", "29 February 2011", "2012-13-01", "32 March 2007"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(text):
    assert "does not exist in the calendar" in refusal(read_one, text)


@pytest.mark.parametrize(
    "text", ["next week", "27 March", "12", "27 March 20070000000000000000", "٢٧/٣/٢٠٠٧"]
)
def test_words_that_name_no_day_are_refused(text):
    assert "Enter" in refusal(DayField().formfield().clean, text)


@pytest.mark.parametrize("text", ["27 March 0027", "1 January 1899", "1 January 2200"])
def test_a_year_that_nobody_means_is_refused(text):
    assert "between 1900 and 2199" in refusal(DayField().formfield().clean, text)


@pytest.mark.parametrize("code", [0x202E, 0x202A, 0x2066, 0x2069, 0x0000, 0x001B])
def test_a_hidden_character_is_named_and_refused(code):
    assert f"U+{code:04X}" in refusal(visible_text, f"Cost {chr(code)}001")


@pytest.mark.parametrize(
    "text", ["Café naïve – “quoted” £5", "two\nlines\tand a tab", "日本語", "مرحبا"]
)
def test_other_text_is_left_as_it_is(text):
    assert WordsField().formfield().clean(text) == text


def test_ten_thousand_characters_are_too_many_and_the_message_says_how_many_fit():
    message = refusal(WordsField().formfield().clean, "x" * 10_000)
    assert f"{LONGEST_WORDS}" in message.replace(",", "")


def test_a_line_end_counts_as_one_character():
    assert len(WordsField().formfield().clean("x\r\n" * 1_666)) == 1_666 * 2 - 1


def test_model_fields_refuse_what_forms_refuse():
    assert refusal(LineField().run_validators, "a\u202eb")
    assert refusal(DayField().run_validators, date(1066, 10, 14))
    assert refusal(PenceField().run_validators, 10**15)


@pytest.mark.parametrize("blank", ["ㅤ", "ᅟ", "ᅠ", "\u180e", "⠀", "ﾠ", "͏"])
def test_letters_that_show_nothing_are_hidden_characters(blank):
    assert f"U+{ord(blank):04X}" in refusal(visible_text, f"Chair{blank}")


def test_a_line_keeps_one_blank_between_its_words():
    assert LineField().clean("  Head \u00a0 of  legal ", None) == "Head of legal"
