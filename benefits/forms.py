"""Forms of the benefits: they check shape, the actions check the rules."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from programme.date_words import seen
from programme.fields import LineField, PenceField, WordsField
from programme.forms import ValuesForm
from programme.ui.fields import DayFormField, PerCentFormField, WrittenDateFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm, words

from .choices import Counting, Direction, Unit
from .log import BENEFITS
from .models import Benefit, SavingsLink, VarianceBanding
from .periods import read_period
from .units import plain_number, read_value

NARROW = {"data-width": "10"}


class BenefitForm(EntryForm):
    """The facts of a benefit. Measure, plan, shares and savings come with steps of their own."""

    class Meta:
        model = Benefit
        fields = BENEFITS.form_fields
        labels = {
            "disbenefit": "It is a disbenefit: a change for the worse that the programme brings"
        }
        help_texts = {
            "title": "The change, in one line. For example, Letters are answered sooner",
            "cashable": "Cashable: a budget falls by it. "
            "Freed staff time is not cash until a budget falls. "
            "Leave it empty when the papers do not say",
            "certainty": "Potential: nobody counts on it yet, and it stands outside every total. "
            "Leave it empty when the papers do not say",
            "outcome": "What somebody will see when it has happened",
            "attribution": "Why it comes from this programme, and what else could bring it about",
            "owner_after": "Job title of who answers for it when the programme is closed",
        }


class ValueFormField(forms.CharField):
    """A value of a measure as people type it; the form, which knows the unit, reads it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, widget=forms.TextInput(attrs=NARROW), **kwargs)

    def to_python(self, value):
        return super().to_python(seen(value or ""))

    def prepare_value(self, value):
        return plain_number(value) if isinstance(value, int) else value


class MeasuredForm(ActionForm):
    """A form with values of a measure, whose `unit` it knows before it reads them."""

    value_fields = ()

    def unit_of_values(self):
        """The unit that values are typed in."""
        raise NotImplementedError

    def counted_by_values(self):
        """What a number counts, in words; blank where it counts nothing."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        for name in self.value_fields:
            text = cleaned.get(name, "")
            if name not in self.errors:
                cleaned[name] = self.read(name, text) if text else None
        return cleaned

    def read(self, name, text):
        """The value in hundredths; what is wrong with it is said beside its field."""
        try:
            return read_value(text, self.unit_of_values(), self.counted_by_values())
        except ValidationError as error:
            self.add_error(name, error)
            return None


class MeasureForm(MeasuredForm):
    """What a benefit is measured by."""

    measure = LineField("measure").formfield(
        label="What is measured", help_text="For example, Days to answer a letter"
    )
    unit = forms.ChoiceField(choices=[("", "Choose"), *Unit.choices])
    counted = forms.CharField(
        label="What is counted",
        max_length=60,
        required=False,
        help_text="Only for a number of something. For example, days",
    )
    direction = forms.ChoiceField(
        label="Better when it goes", choices=[("", "Choose"), *Direction.choices]
    )
    counting = forms.ChoiceField(
        label="A value of the plan or the ledger is",
        choices=[("", "Choose"), *Counting.choices],
        help_text="The level: 9 days in June, 8 in July. "
        "A change: £5,000 saved in June and £3,000 in July, £8,000 together",
    )
    baseline = ValueFormField(
        required=False, help_text="Where it stood before. Leave it empty while nobody knows it"
    )
    baseline_on = DayFormField(
        label="Baseline as at", past=True, required=False, help_text="For example, 1 April 2027"
    )
    target = ValueFormField(required=False, help_text="Where it should get to")
    target_by = WrittenDateFormField(label="Target to be reached by", required=False)
    why = words("Why", help_text="It is kept in the history.")

    value_fields = ("baseline", "target")

    def unit_of_values(self):
        return self.cleaned_data.get("unit", "")

    def counted_by_values(self):
        return self.cleaned_data.get("counted", "")


class LedgerForm(MeasuredForm):
    """A form about a benefit that has a measure."""

    def __init__(self, *args, benefit, **kwargs):
        self.benefit = benefit
        super().__init__(*args, **kwargs)

    def unit_of_values(self):
        return self.benefit.unit

    def counted_by_values(self):
        return self.benefit.counted


class ProfileForm(LedgerForm):
    """The plan: a line for each period."""

    profile = WordsField("plan").formfield(
        label="Planned values",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One line for each period: the period, =, the value. "
        "For example, 2027/28 = 34,000. A period is a financial year, half of one "
        "(H1 2027/28), a quarter (Q1 2027/28), a month (March 2028) or a day (31 March 2028)",
    )
    why = words(
        "Why it changes",
        help_text="The first plan needs no reason. A later one leaves the one before on record.",
    )

    def clean_profile(self):
        found = []
        for number, line in enumerate(self.cleaned_data["profile"].splitlines(), start=1):
            if line.strip():
                try:
                    found.append(self._line(line))
                except ValidationError as error:
                    raise ValidationError(f"Line {number}: {error.messages[0]}") from None
        return found

    def last_days(self, name, value):
        """Each period of the plan is ahead, too."""
        if name != "profile":
            return super().last_days(name, value)
        return [(period, ends_on) for period, ends_on, _ in value]

    def _line(self, line):
        period, equals, value = line.partition("=")
        name, ends_on = read_period(period)
        if not equals:
            raise ValidationError(f"Write an equals sign and the planned value after {name}.")
        return name, ends_on, read_value(value, self.benefit.unit, self.benefit.counted)


class PostForm(LedgerForm):
    """A value of the ledger."""

    on = DayFormField(
        label="As at",
        past=True,
        help_text="The day that the value speaks of. For example, 31 March 2028",
    )
    value = ValueFormField(label="Actual value")
    evidence = LineField("evidence").formfield(
        help_text="Where it can be seen. For example, Budget monitoring, period 6"
    )

    value_fields = ("value",)


class ReverseForm(ActionForm):
    """Taking an entry back."""

    why = LineField("why").formfield(label="Why", help_text="It is kept beside the reversing entry")


class ReasonForm(WhyForm):
    """A step that says on what it rests."""

    why = forms.CharField(
        label="What shows it",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the history.",
    )


class SplitForm(ActionForm):
    """A share for each partner."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.partners = {
            name: partner
            for partner in programme.partners.all()
            for name in [f"share_{partner.pk}"]
            if not partner.ended_on or self.initial.get(name)
        }
        for name, partner in self.partners.items():
            self.fields[name] = PerCentFormField(
                label=f"Share of {partner}, per cent",
                min_value=Decimal(0),
                max_value=Decimal(100),
                decimal_places=2,
                required=False,
            )
            self._settle(name, self.fields[name])

    def values(self):
        """The shares by partner, and the version."""
        shares = {partner: self.cleaned_data[name] for name, partner in self.partners.items()}
        return {"shares": shares, "version": self.cleaned_data["version"]}


class LinkForm(ActionForm):
    """How much of a saving a benefit rests on."""

    saving = forms.ModelChoiceField(
        SavingsLink._meta.get_field("saving").related_model.objects.none(),
        empty_label="Choose",
        help_text="A line of the register of savings. "
        "One that is not there yet is added there first",
    )
    amount = PenceField("amount").formfield(
        label="How much of it",
        help_text="Permanent savings: for one year. For example, 34,000. "
        "Enter 0 to unlink the saving",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.fields["saving"].queryset.model.objects.of(self.programme)
        self.fields["saving"].queryset = mine.exclude(state="withdrawn").order_by("number")


BANDS = ("green_to", "amber_from", "amber_to", "red_from")


class BandsForm(ValuesForm, forms.ModelForm):
    """The thresholds of a programme from a date on."""

    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = VarianceBanding
        fields = ["applies_from", *BANDS]
        labels = {
            "green_to": "Green: up to, per cent behind plan",
            "amber_from": "Amber: more than",
            "amber_to": "Amber: up to",
            "red_from": "Red: more than",
        }
