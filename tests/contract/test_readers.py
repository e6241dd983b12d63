"""Every field of a day or of money, in every form, goes through the one reader of its kind."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from benefits.fields import MeasuredFormField
from benefits.forms import ValueFormField
from papers.forms import _field
from papers.models import FrontSheetField
from programme import date_phrases
from programme.fields import DayField, PenceField, PerCentField
from programme.financial_years import FinancialYearField, FinancialYearFormField
from programme.log import logs
from programme.ui.fields import (
    DayFormField,
    PenceFormField,
    PerCentFormField,
    WrittenDateFormField,
)
from programme.ui.forms import GovernanceForm
from programme.ui.views.mistakes import RowForm
from recommendations.forms import DaysField
from tests.programme.test_words_of_forms import below

pytestmark = pytest.mark.once
assert get_resolver().url_patterns  # every view, and so every form, is loaded
A_DAY = re.compile(r"For example, (?:\w+day )?\d{1,2} [A-Z][a-z]+ \d{4}")
# Fields that read by themselves, in a library's way.
FOREIGN = (
    *(forms.DateField, forms.DateTimeField, forms.SplitDateTimeField, forms.TimeField),
    *(forms.DecimalField, forms.FloatField, forms.DurationField),
)
READERS = {
    DayField: DayFormField,
    PenceField: PenceFormField,
    PerCentField: PerCentFormField,
    FinancialYearField: FinancialYearFormField,
}
VALUES = (PenceFormField, ValueFormField, MeasuredFormField)  # share names such as target


def rows_of_ledgers():
    return [
        forms.modelform_factory(ledger.model, form=RowForm, fields=ledger.facts.split())
        for log in logs()
        for ledger in log.ledgers
    ]


def fields():
    """(name of the form, name, field, column or None) of every field of every form."""
    for form in sorted({*below(GovernanceForm), *rows_of_ledgers()}, key=str):
        model = getattr(getattr(form, "_meta", None), "model", None)
        columns = {one.name: one for one in model._meta.fields} if model else {}
        for name, field in form.base_fields.items():
            yield form.__name__, name, field, columns.get(name)


FIELDS = list(fields())
COLUMNS = [column for model in apps.get_models() for column in model._meta.fields]


def names_of(is_such):
    """The names of such columns, but for those that a column of another kind has too."""
    mine = {one.name for one in COLUMNS if is_such(one)}
    return mine - {one.name for one in COLUMNS if not is_such(one)}


def is_day(column):
    return isinstance(column, DayField)


def is_sum(column):
    return isinstance(column, PenceField)


def is_in_words(column):
    return date_phrases.check in column.validators


def reads_words(field, column):
    found = [*field.validators, *(column.validators if column else [])]
    return date_phrases.check in found


def wrong(found):
    return [f"{form}.{name}: {type(field).__name__}" for form, name, field, _ in found]


def test_no_field_reads_days_or_numbers_in_a_way_of_its_own():
    assert len(FIELDS) > 300
    ours = tuple(READERS.values())
    foreign = [
        one for one in FIELDS if isinstance(one[2], FOREIGN) and not isinstance(one[2], ours)
    ]
    assert not wrong(foreign)


@pytest.mark.parametrize(("kind", "reader"), READERS.items(), ids=lambda one: one.__name__)
def test_a_field_of_a_column_has_the_reader_of_its_kind(kind, reader):
    found = [one for one in FIELDS if isinstance(one[3], kind)]
    assert found
    assert not wrong([one for one in found if not isinstance(one[2], reader)])


def test_a_field_with_the_name_of_a_day_reads_days():
    named = [one for one in FIELDS if one[1] in names_of(is_day)]
    assert len(named) > 30
    assert not wrong([one for one in named if not isinstance(one[2], DayFormField)])


def test_a_field_with_the_name_of_a_sum_reads_money():
    named = [one for one in FIELDS if one[1] in names_of(is_sum)]
    assert len(named) > 15
    assert not wrong([one for one in named if not isinstance(one[2], VALUES)])


def test_a_field_whose_hint_is_a_day_reads_days():
    asked = [one for one in FIELDS if A_DAY.search(str(one[2].help_text))]
    assert len(asked) > 30
    assert not wrong([one for one in asked if not isinstance(one[2], DayFormField)])


def test_a_field_behind_a_pound_sign_reads_money():
    pounds = [one for one in FIELDS if "£" in one[2].widget.attrs.get("data-prefix", "")]
    assert len(pounds) > 15
    assert not wrong([one for one in pounds if not isinstance(one[2], PenceFormField)])


def test_every_date_in_words_is_checked_by_the_reader():
    names, hint = names_of(is_in_words), "As you would write it"
    asked = [one for one in FIELDS if one[1] in names or hint in str(one[2].help_text)]
    asked = [one for one in asked if not isinstance(one[2], forms.ChoiceField)]
    assert len(asked) > 10
    assert not wrong([one for one in asked if not reads_words(one[2], one[3])])


def refusal(field, text):
    with pytest.raises(ValidationError) as refused:
        deepcopy(field).clean(text)
    return refused.value.messages[0]


def test_every_field_for_one_day_shows_the_other_reading():
    days = [one for one in FIELDS if isinstance(one[2], DayFormField)]
    other = "If you mean 25 April, write the year as well."
    assert not wrong([one for one in days if other not in refusal(one[2], "Apr-25")])


UNSEEN = "\u200e{}\u00ad\u202c\ufeff"


def test_every_field_for_a_day_or_a_sum_passes_over_what_shows_nothing():
    kinds = {DayFormField: ("31/3/12", date(2012, 3, 31)), PenceFormField: ("£5", 500)}
    kinds |= {FinancialYearFormField: ("2011/12", "2011/12"), ValueFormField: ("5", "5")}
    kinds |= {PerCentFormField: ("33%", 33)}
    for kind, (typed, meant) in kinds.items():
        found = [one for one in FIELDS if type(one[2]) is kind]
        assert found
        read = [deepcopy(field).clean(UNSEEN.format(typed)) for _, _, field, _ in found]
        assert set(read) == {meant}


def test_every_field_for_a_date_in_words_passes_over_what_shows_nothing():
    found = [one for one in FIELDS if reads_words(one[2], one[3])]
    assert len(found) > 10
    assert not wrong([one for one in found if not isinstance(one[2], WrittenDateFormField)])
    read = [deepcopy(field).clean(UNSEEN.format("31/3/12")) for _, _, field, _ in found]
    kept = [column.to_python(UNSEEN.format("31/3/12")) for column in COLUMNS if is_in_words(column)]
    assert {*read, *kept} == {"31/3/12"}


def test_days_in_a_list_are_read_as_alone():
    typed = ["31/10/2026\u200e", "Oct 31st, 2026", "Sat, 31 Oct 2026", "Nov 1st, 2026; 2/11/26"]
    days = DaysField().clean(", ".join(typed))
    assert days == [*[date(2026, 10, 31)] * 3, date(2026, 11, 1), date(2026, 11, 2)]
    assert refusal(DaysField(), "1 May 2027, 31 Oct").startswith("31 Oct has no year")


def test_no_share_is_read_from_a_sum():
    shares = [one for one in FIELDS if isinstance(one[2], PerCentFormField)]
    for typed in ("£5", "£4.5k", "½m", "5 pounds", "3 million"):
        said = f"{typed} is a sum, not a percentage."
        assert not wrong([one for one in shares if said not in refusal(one[2], typed)])


def test_nothing_but_what_shows_nothing_is_a_blank():
    for field in (DayFormField, PenceFormField, ValueFormField):
        assert not field(required=False).clean("\u200e\u200b")


def test_a_field_of_a_front_sheet_for_a_date_reads_days():
    asked = FrontSheetField(label="Decided on", kind="date")
    assert isinstance(_field(asked), DayFormField)
