"""Asking back: what may be a slip of the keyboard is saved once somebody says that it is meant."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from programme.date_phrases import FAR_AHEAD, check, read
from programme.financial_years import FinancialYearFormField, last_day
from programme.formats import day, years_ahead

FAR_BACK = timedelta(days=5 * 366)  # what happened is on record before so much time has passed


class AsksBack(forms.Form):
    """Mixed into a form, which says in `doubts` why what was typed may be a slip.

    The question stands in the same form, with what was typed; ticking it says that just this is
    meant. A view gives `today`, without which no day is far off, and `since`, the day on which what
    the form is about was entered: no day after that is far back. What stood there before is not
    asked about again.
    """

    asked_back = ("sure", "asked")
    meant = "date"  # what may be a slip, in a word
    today = since = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("asked"):
            self._ask()

    def doubts(self, data) -> list[str]:
        """Each reason to ask back, in a sentence: days far ahead or back, in figures or words."""
        if self.today is None:
            return []
        found = {
            (last, words, getattr(self.fields[name], "past", False))
            for name in set(self.changed_data) & set(data)
            for words, last in self.last_days(name, data[name])
        }
        return [said for one in sorted(found) for said in self._far(*one)]

    def _far(self, last, words, is_past):
        if not is_past and last - self.today > FAR_AHEAD:
            yield f"{words} is {years_ahead(last, self.today)}."
        first = min(self.today, self.since or self.today)
        if first - last > (FAR_BACK if is_past else FAR_AHEAD):
            yield f"{words} is {(self.today - last).days // 365:,} years ago."

    def last_days(self, name, value):
        """What a field's value says of days: (words, the last day that they can mean)."""
        field = self.fields[name]
        if not value:
            return []
        if isinstance(value, date):
            return [(day(value), value)]
        if isinstance(field, FinancialYearFormField):
            return [(value, last_day(value))]
        if check not in self.validators_of(name, field):
            return []
        try:
            span = read(value)
        except ValidationError:  # the column says so beside the field
            return []
        return [(" ".join(value.split()), span.latest)] if span else []

    def _ask(self):
        label = f"This {self.meant} is right"
        self.fields["sure"] = forms.BooleanField(label=label, required=False)
        self.fields["asked"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        data = super().clean()
        sure, asked = data.pop("sure", False), data.pop("asked", "")
        found = " ".join(self.doubts(data))
        if not found:
            for name in set(self.asked_back) & set(self.fields):
                del self.fields[name]
        elif not (sure and asked == found):
            self._ask()
            self.data = self.data.copy()
            self.data["asked"] = found
            self.data.pop("sure", None)
            said = f"{found} If the {self.meant} is right, tick the box and save again."
            self.add_error("sure", said)
        return data
