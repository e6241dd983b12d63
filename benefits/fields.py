"""Form fields of values, which are read by the unit of their measure."""

from django import forms

from programme.ui.fields import PenceFormField

from .units import read_value


class MeasuredFormField(PenceFormField):
    """A value of a measure in one text box; cleans to whole hundredths of the measure's unit."""

    unit = counted = ""  # of the benefit whose row the form is about

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"data-width": "10", "inputmode": "text"})
        super().__init__(**{"widget": widget, **kwargs})
        self.error_messages["required"] = "Enter a number, for example 1,200 or 12.5."

    def of_row(self, row):
        """Takes the unit from a benefit, or the benefit of a row."""
        benefit = getattr(row, "benefit", row)
        self.unit, self.counted = benefit.unit, benefit.counted

    def to_python(self, value):
        if isinstance(value, int):
            return value
        text = forms.CharField.to_python(self, value)
        return read_value(text, self.unit, self.counted) if text else None
