"""Money and numbers as officers of councils wrote them."""

import pytest
from django.core.exceptions import ValidationError

from benefits.units import read_value
from programme.money_phrases import read_pence
from programme.ui.fields import DayFormField, PenceFormField, PerCentFormField

pytestmark = pytest.mark.once

# Each with its pence.
READ = """
£5,000‎ = 500000
5​000 = 500000
5­000 = 500000
﻿£5,000 = 500000
‪£5,000‬ = 500000
£ - = 0
£ nil = 0
zero. = 0
5 pounds 50 pence = 550
5 pounds and 50p = 550
£5 50p = 550
-£1,200 5p = -120005
( £1,000 ) = -100000
( 1,000 ) = -100000
£( 1,000 ) = -100000
(£ 1,000) = -100000
+500 = 50000
+£500 = 50000
+ 500 = 50000
£+500 = 50000
plus 500 = 50000
minus 500 = -50000
minus £500 = -50000
- 500 = -50000
–500 = -50000
Nil. = 0
NIL = 0
£nil = 0
Dim = 0
none = 0
None. = 0
zero = 0
— = 0
£ 1 000.50 = 100050
GBP 3,000 = 300000
GBP3,000 = 300000
3,000 GBP = 300000
GBP -3,000 = -300000
GBP (3,000) = -300000
(GBP 3,000) = -300000
£3,000 GBP = 300000
1200 pounds = 120000
1,200 pounds sterling = 120000
1.2 million pounds = 120000000
50p = 50
£0.50 = 50
1200p = 1200
-50p = -50
(50p) = -50
50 pence = 50
£(3,000) = -300000
3,000- = -300000
3,000 - = -300000
3,000 CR = -300000
3,000CR = -300000
3,000 Cr. = -300000
3,000 (CR) = -300000
CR 3,000 = -300000
3,000 DR = 300000
DR 3,000 = 300000
3,000 dr. = 300000
£3,000 credit = -300000
£3,000 debit = 300000
½ = 50
£2½m = 250000000
1¼m = 125000000
½m = 50000000
£1 ½m = 150000000
2 ¼k = 225000
£1¾k = 175000
0.500 = 50
1,200.500 = 120050
1200.500 = 120050
1,200.000 = 120000
£1.2345m = 123450000
£5 mill = 500000000
5 mln = 500000000
£1.2b = 120000000000
£1.2bn = 120000000000
£1.2B = 120000000000
£1 thousand = 100000
£1.2m. = 120000000
£3k. = 300000
£1,200. = 120000
£1.m = 100000000
£1 m = 100000000
£1M = 100000000
£500K = 50000000
1.2 miliwn = 120000000
£1.2 miliwn o bunnoedd = 120000000
£.5 = 50
0.5 = 50
00500 = 50000
1,000,000.00 = 100000000
1 000 000 = 100000000
1 000k = 100000000
10 000 = 1000000
-£3k = -300000
£-3k = -300000
−£3.5m = -350000000
(£3.5m) = -350000000
9999999999999 = 999999999999900
1200.5 = 120050
1200.50 = 120050
£12.50. = 1250
0 = 0
-0 = 0
(0) = 0
3 k = 300000
£3 K = 300000
3.0k = 300000
£.5m = 50000000
£1,250k = 125000000
£1,250.5k = 125050000
3,000 p = 3000
3m- = -300000000
(3m) = -300000000
3k cr = -300000
£ (4,500) = -450000
£4,500 (credit) = -450000
− 300 = -30000
"""
# Each with what is said to be wrong.
REFUSED = """
£1/2m => “1/2” in £1/2m is a fraction. Write ½ or .5.
£1 1/2m => “1/2” in £1 1/2m is a fraction. Write ½ or .5.
3/4 => “3/4” in 3/4 is a fraction. Write ¾ or .75.
£33⅓m => “⅓” in £33⅓m is a fraction. Write figures, for example 33.33.
5/10k => 5/10k names two sums.
$5‎ => $5 is not in pounds.
n/a => n/a is not a sum.
n/k => n/k is not a sum.
m or b => m or b is not a sum.
N/A => N/A is not a sum.
TBC => TBC is not a sum.
tbd => tbd is not a sum.
unknown => unknown is not a sum.
12.5p => 12.5p has parts of a penny.
£5p => “p” in £5p cannot be read.
£1.20p => “p” in £1.20p cannot be read.
3k p.a. => “p.a” in 3k p.a. cannot be read.
3k pa => “pa” in 3k pa cannot be read.
£12k per annum => “per annum” in £12k per annum cannot be read.
£12k/yr => “/ yr” in £12k/yr cannot be read.
£12k a year => “a year” in £12k a year cannot be read.
£12k-£15k => £12k-£15k names two sums.
£12k–£15k => £12k–£15k names two sums.
12-15k => 12-15k names two sums.
£12k to £15k => £12k to £15k names two sums.
between £12k and £15k => between £12k and £15k names two sums.
£12k or £15k => £12k or £15k names two sums.
cr3,000 => “cr” in cr3,000 cannot be read.
credit of £3,000 => “cr of” in credit of £3,000 cannot be read.
(3,000) CR => (3,000) CR says twice that it is below nil. Use one minus sign, or brackets.
(3,000) DR => (3,000) DR says that it is below nil and that it is not.
-3,000 DR => -3,000 DR says that it is below nil and that it is not.
+3,000 CR => +3,000 CR says that it is below nil and that it is not.
+(3,000) => “+” in +(3,000) cannot be read.
-3,000 CR => -3,000 CR says twice that it is below nil. Use one minus sign, or brackets.
3,000-CR => “cr” in 3,000-CR cannot be read.
5.- => “.-” in 5.- cannot be read.
£5/- => “/” in £5/- cannot be read.
1.200 => 1.200 has three digits after the decimal point. Write 1,200 or 1.2.
12.500 => 12.500 has three digits after the decimal point. Write 12,500 or 12.5.
1.000 => 1.000 has three digits after the decimal point. Write 1,000 or 1.
1,2000 => Every comma has to stand before three digits, and in 1,2000 one does not.
1.234.567 => 1.234.567 has more than one decimal point.
1 234,5 => Every comma has to stand before three digits, and in 1 234,5 one does not.
4'500 => “'” in 4'500 cannot be read.
£5 mil => “mil” in £5 mil can mean thousand or million. Write 5k or 5m.
1.25mil => “mil” in 1.25mil can mean thousand or million. Write 1.25k or 1.25m.
5 grand => “grand” in 5 grand cannot be read.
5 hundred => “hundred” in 5 hundred cannot be read.
2 filiwn => “filiwn” in 2 filiwn cannot be read.
£1m+ => “+” in £1m+ cannot be read.
>£1m => “>” in >£1m cannot be read.
<£50k => “<” in <£50k cannot be read.
≈£1m => “≈” in ≈£1m cannot be read.
c£12k => “c” in c£12k cannot be read.
c. £12k => “c” in c. £12k cannot be read.
circa £12k => “circa” in circa £12k cannot be read.
~£12k => “~” in ~£12k cannot be read.
£12k approx => “approx” in £12k approx cannot be read.
about 12k => “about” in about 12k cannot be read.
up to £12k => “up to” in up to £12k cannot be read.
at least £12k => “at least” in at least £12k cannot be read.
max £12k => “max” in max £12k cannot be read.
£12k each => “each” in £12k each cannot be read.
2 x £500 => “x” in 2 x £500 cannot be read.
£500 x 2 => “x” in £500 x 2 cannot be read.
£12k + VAT => “+ vat” in £12k + VAT cannot be read.
£12k ex VAT => “ex vat” in £12k ex VAT cannot be read.
£12k inc. VAT => “inc vat” in £12k inc. VAT cannot be read.
£1,000 (one-off) => “one-off” in £1,000 (one-off) cannot be read.
£1,000* => “*” in £1,000* cannot be read.
£1,000¹ => “¹” in £1,000¹ cannot be read.
1,000[1] => “[ ]” in 1,000[1] cannot be read.
£12k (24/25) => “/” in £12k (24/25) cannot be read.
£12k 2024/25 => £12k 2024/25 names two sums.
£000s 12 => “s” in £000s 12 cannot be read.
12 (£000) => 12 (£000) is not a sum.
£'000 12 => “'” in £'000 12 cannot be read.
$500 => $500 is not in pounds.
500 USD => 500 USD is not in pounds.
€500 => €500 is not in pounds.
500 EUR => 500 EUR is not in pounds.
5% => 5% is a percentage, not a sum.
12 % => 12 % is a percentage, not a sum.
=1200 => “=” in =1200 cannot be read.
1200+300 => “+” in 1200+300 cannot be read.
1OO => “oo” in 1OO cannot be read.
l00 => “l” in l00 cannot be read.
££5 => ££5 is not a sum.
,500 => ,500 is not a sum.
1000 000 => Every space has to stand before three digits, and in 1000 000 one does not.
100 00 => Every space has to stand before three digits, and in 100 00 one does not.
[3,000] => “[ ]” in [3,000] cannot be read.
{3,000} => “{ }” in {3,000} cannot be read.
<3,000> => “< >” in <3,000> cannot be read.
(3,000 => (3,000 has a bracket without its other half.
3,000) => 3,000) has a bracket without its other half.
-(5) => -(5) says twice that it is below nil. Use one minus sign, or brackets.
((5)) => ((5)) is not a sum.
£12:50 => “:” in £12:50 cannot be read.
12·50 => “·” in 12·50 cannot be read.
nil return => nil return is not a sum.
no cost => no cost is not a sum.
half a million => half a million is not a sum.
five hundred => five hundred is not a sum.
one million => one million is not a sum.
£1m (one million) => “one million” in £1m (one million) cannot be read.
£1,000 - £2,000 => £1,000 - £2,000 names two sums.
1,000/2,000 => 1,000/2,000 names two sums.
£12m £3m => £12m £3m is not a sum.
＋500 => “＋” in ＋500 cannot be read.
１２００ => １２００ is not a sum.
"""


def lines(text):
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("line", lines(READ))
def test_a_sum_is_read_as_a_person_means_it(line):
    words, pence = line.rsplit(" = ", 1)
    assert read_pence(words) == int(pence)


@pytest.mark.parametrize("line", lines(REFUSED))
def test_what_is_no_one_sum_is_refused_naming_what_is_wrong(line):
    words, said = line.split(" => ")
    with pytest.raises(ValidationError) as refused:
        read_pence(words)
    assert refused.value.messages[0].startswith(said)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("97.5 %", "percent", 97_50),
        ("97.5 percent", "percent", 97_50),
        ("97½%", "percent", 97_50),
        ("33.33 pct", "percent", 33_33),
        ("(2.5)%", "percent", -2_50),
        ("12 days", "number", 12_00),
        ("1.5k Days", "number", 1_500_00),
        ("50p", "money", 50),
        ("nil", "number", 0),
    ],
)
def test_a_value_is_read_in_its_unit(text, unit, value):
    assert read_value(text, unit, "days") == value


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("1,23", "number", "Every comma has to stand before three digits"),
        ("12.345", "number", "12.345 has more than two decimal places."),
        ("1.250", "number", "Write 1,250 or 1.25."),
        ("9 to 12", "number", "9 to 12 names two numbers."),
        ("c. 12", "number", "“c” in c. 12 cannot be read."),
        ("50p", "number", "“p” in 50p cannot be read."),
        ("12 weeks", "number", "“weeks” in 12 weeks cannot be read."),
        ("£10k-£12k", "money", "£10k-£12k names two sums."),
        ("about 5%", "percent", "“about” in about 5 cannot be read."),
        ("a lot", "percent", "a lot is not a number."),
        ("50 %%", "percent", "50 %% has a % sign that does not stand alone behind its number."),
        ("66⅔%", "percent", "“⅔” in 66⅔ is a fraction. Write figures, for example 33.33."),
        ("750 DR", "number", "“dr” in 750 DR cannot be read."),
    ],
)
def test_a_value_that_is_refused_says_what_the_reader_found(text, unit, said):
    with pytest.raises(ValidationError) as refused:
        read_value(text, unit, "days")
    assert said in refused.value.messages[0]
    assert "Enter a number, for example" in refused.value.messages[0]


@pytest.mark.parametrize("text", ["33.33", "33.33%", "33.33 %", "33.33 per cent", "33.33pc"])
def test_a_share_takes_its_sign(text):
    assert str(PerCentFormField(decimal_places=2).clean(text)) == "33.33"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a third", "a third is not a number. Enter a number of per cent"),
        ("33.333%", "33.333 has more than two decimal places."),
        ("10-20%", "10-20 names two numbers."),
        ("1.250", "Write 1,250 or 1.25."),
    ],
)
def test_a_share_that_is_refused_says_what_the_reader_found(text, said):
    with pytest.raises(ValidationError) as refused:
        PerCentFormField(decimal_places=2).clean(text)
    assert said in refused.value.messages[0]


@pytest.mark.parametrize(
    ("field", "text"), [(DayFormField, "TBC"), (DayFormField, "1 May"), (PenceFormField, "n/a")]
)
def test_a_field_that_may_be_blank_says_so_where_nothing_is_known(field, text):
    with pytest.raises(ValidationError, match="Leave it blank if it is not known"):
        field(required=False).clean(text)
    with pytest.raises(ValidationError) as refused:
        field().clean(text)
    assert "blank" not in refused.value.messages[0]


@pytest.mark.parametrize("text", ["£75", "GBP 75", "75 pounds", "75 sterling"])
def test_pounds_of_a_measure_of_something_else_are_refused_as_such(text):
    for unit in ("number", "percent"):
        with pytest.raises(ValidationError, match="The measure is not in pounds"):
            read_value(text, unit, "days")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("number", "Enter a number between −10 billion and 10 billion."),
        ("percent", "Enter a number between −10 billion and 10 billion."),
        ("money", "Enter a sum between −£10 billion and £10 billion."),
    ],
)
def test_a_value_beyond_ten_billion_is_refused_in_its_unit(unit, said):
    assert read_value("-10,000,000,000", unit) == -(10**12)
    with pytest.raises(ValidationError) as refused:
        read_value("10,000,000,001", unit)
    assert refused.value.messages == [said]
