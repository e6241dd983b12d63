"""Asking back: what may be a slip of the keyboard is saved once somebody says that it is meant."""

from datetime import date

from django import forms

from programme.date_phrases import FAR_AHEAD
from programme.formats import day


class AsksBack(forms.Form):
    """Mixed into a form, which says in `doubts` why what was typed may be a slip.

    The question stands in the same form, with what was typed; ticking it says that just this is
    meant. A view gives `today`; without it no day is far ahead.
    """

    asked_back = ("sure", "asked")
    meant = "date"  # what may be a slip, in a word
    today = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("asked"):
            self._ask()

    def doubts(self, data) -> list[str]:
        """Each reason to ask back in a sentence: days that are far ahead."""
        if self.today is None:
            return []
        days = {on for name, on in data.items() if isinstance(on, date) and self._is_ahead(name)}
        return [
            f"{day(on)} is {(on - self.today).days // 365} years ahead."
            for on in sorted(days)
            if on - self.today > FAR_AHEAD
        ]

    def _is_ahead(self, name):
        return not getattr(self.fields.get(name), "past", False)

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
