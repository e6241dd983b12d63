"""Asking back: what may be a slip of the keyboard is saved once somebody says that it is meant."""

from datetime import date, timedelta

from django import forms

from programme.formats import day

FAR_AHEAD = timedelta(days=20 * 366)  # no saving, contract or review is planned further ahead
FAR_BACK = timedelta(days=5 * 366)  # what happened is on record before so much time has passed


class AsksBack(forms.Form):
    """Mixed into a form, which says in `doubts` why what was typed may be a slip.

    The question stands in the same form, with what was typed; ticking it says that just this is
    meant. A view gives `today`, without which no day is far off, and `since`, the day on which what
    the form is about was entered: no day after that is far back.
    """

    asked_back = ("sure", "asked")
    meant = "date"  # what may be a slip, in a word
    today = since = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("asked"):
            self._ask()

    def doubts(self, data) -> list[str]:
        """Each reason to ask back in a sentence: days that are far ahead
        or far back.
        """
        if self.today is None:
            return []
        days = {on: self._is_past(name) for name, on in data.items() if isinstance(on, date)}
        return [words for on in sorted(days) for words in self._far(on, is_past=days[on])]

    def _far(self, on, is_past):
        if not is_past and on - self.today > FAR_AHEAD:
            yield f"{day(on)} is {(on - self.today).days // 365} years ahead."
        first = min(self.today, self.since or self.today)
        if first - on > (FAR_BACK if is_past else FAR_AHEAD):
            yield f"{day(on)} is {(self.today - on).days // 365} years ago."

    def _is_past(self, name):
        return getattr(self.fields.get(name), "past", False)

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
