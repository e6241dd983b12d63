"""Forms of reports."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from papers.choices import PartKind, Starts
from papers.text import HELP, LONGEST_TEXT, parse
from programme.forms import ValuesForm
from programme.models import Body, Meeting
from programme.reporting import sections
from programme.ui.fields import WordsFormField
from programme.ui.forms import ActionForm

from .adding_up import as_kept, in_words
from .choices import Kind
from .limits import LONGEST_SENTENCE, titles_of, usual_sections, usual_written


class DefinitionForm(ValuesForm):
    """What a report is called and when it is drafted."""

    title = forms.CharField(max_length=120, help_text="As it is printed on the first page")
    lead_days = forms.IntegerField(
        label="Working days from draft to publication",
        min_value=0,
        max_value=60,
        widget=forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric"}),
        help_text="0 draws the draft on the latest publication date itself; "
        "5 gives a week to look at it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        whole = "Enter a whole number of working days from 0 to 60."
        self.fields["lead_days"].error_messages |= dict.fromkeys(
            ["invalid", "required", "min_value", "max_value"], whole
        )


class StartForm(ActionForm):
    """What a paper is called that is started."""

    title = forms.CharField(
        max_length=120, help_text="As it is printed on the first page. It can be changed later"
    )


class AnotherBodyForm(ValuesForm):
    """To which meeting of another body a paper goes too."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), empty_label="Choose")

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class RedefinitionForm(DefinitionForm):
    """A report that is defined already. It carries the version that the person was looking at."""

    agenda_place = forms.IntegerField(
        label="Place on the agenda",
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric"}),
        help_text="On the public page of a meeting; 1 comes first. Papers without one come last,"
        " by their titles",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        whole = "Enter a whole number from 1 to 99, or leave it blank."
        self.fields["agenda_place"].error_messages |= dict.fromkeys(
            ["invalid", "min_value", "max_value"], whole
        )


class NewDefinitionForm(DefinitionForm):
    """A report that a body is to get. Each kind is shown with the sections that it starts with."""

    body = forms.ModelChoiceField(Body.objects.none(), empty_label="Choose")
    kind = forms.ChoiceField(
        widget=forms.RadioSelect,
        help_text="It starts with the sections that its kind usually has. Order them, add others "
        "and leave some out on the next page.",
        error_messages={"required": "Choose a kind."},
    )

    field_order = ["body", "kind", "title", "lead_days"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.value, f"{kind.label}: {'; '.join(_usual(kind))}") for kind in Kind
        ]


IN_TWO = "Only where papers are written in two languages."


class WrittenForm(ValuesForm):
    """A part that people write, as the papers of a definition start with it."""

    heading = forms.CharField(max_length=120)
    starts = forms.ChoiceField(
        label="What it starts with", choices=Starts.choices, widget=forms.RadioSelect
    )
    standing = WordsFormField(
        label="Standing text",
        required=False,
        max_length=LONGEST_TEXT,
        validators=[parse],
        help_text=f"Only where it starts with one. {HELP}",
    )
    second_heading = forms.CharField(
        label="Heading in the other language",
        required=False,
        max_length=120,
        help_text=f"{IN_TWO} It is printed in the other edition.",
    )
    second_standing = WordsFormField(
        label="Standing text in the other language",
        required=False,
        max_length=LONGEST_TEXT,
        validators=[parse],
        help_text=f"{IN_TWO} Blank starts blank, and is named as blank until it is written.",
    )
    goes_on = forms.BooleanField(
        label="Goes on with the part before it",
        required=False,
        help_text="Its heading is a subheading there, and its paragraphs are numbered on, for "
        "example 4.18 after 4.17. After a section of a log it has a number of its own.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewWrittenForm(WrittenForm):
    """A part that people are to write."""

    kind = forms.ChoiceField(
        label="What is written", choices=PartKind.choices, widget=forms.RadioSelect
    )
    field_order = ["heading", "kind"]


def _usual(kind):
    return titles_of(usual_sections(kind), usual_written(kind))


class LimitForm(ValuesForm):
    """What of a section is printed: rows by band and state, or one sentence in place of them."""

    sentence = WordsFormField(
        label="One sentence in place of the table",
        max_length=LONGEST_SENTENCE,
        required=False,
        help_text="Blank prints the table. {count} stands for the number of rows, for example "
        "{count} actions all move into the service plan, monitored by the board.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, section, words, **kwargs):
        """`words` are those of the programme: {name of a filter: {value: words}}."""
        super().__init__(*args, **kwargs)
        self.filters = section.filters()
        for name, one in self.filters.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=one.label,
                choices=list(words[name].items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Shows only these rows. Without a choice it shows all of them.",
            )
        self.order_fields([*self.filters, "sentence", "version"])

    def values(self):
        data = self.cleaned_data
        chosen = {name: data[name] for name in self.filters if data[name]}
        return {"filter": chosen, "sentence": data["sentence"], "version": data["version"]}


class PublishForm(ValuesForm):
    """Publishing asks once; the fingerprint says which draft was looked at."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ExplainForm(ValuesForm):
    """Why a printed figure differs from the computed one."""

    note = forms.CharField(
        label="Explanation",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is printed in the report beside both figures.",
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)  # as the page showed it


class PrintedFigureForm(ValuesForm):
    """A figure as a source document printed it.

    `computed` are the figures of each section: {section: {key: figure}}.
    """

    figure = forms.ChoiceField(label="Which figure", help_text="With what the logs give for it now")
    label = forms.CharField(
        label="What it is",
        max_length=120,
        required=False,
        help_text="Only for a figure that no log computes. "
        "Two documents that print it under the same words are compared.",
    )
    printed = forms.CharField(
        label="As printed", max_length=120, help_text="For example £129,700, or 21"
    )
    document = forms.CharField(
        label="Where it stands",
        max_length=200,
        help_text="For example, Report of 17 December 2010, paragraph 4.9",
    )

    def __init__(self, *args, computed=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.computed = computed or {}
        known = [
            (sections()[key].title, self._choices(key, figures))
            for key, figures in self.computed.items()
        ]
        self.fields["figure"].choices = [("", "Choose"), *known]

    def _choices(self, section, figures):
        shown = [
            (f"{section}|{key}", f"{one['label']}: {in_words(one['value'], one['kind'])}")
            for key, one in figures.items()
        ]
        return [*shown, (f"{section}|", "Another figure, which the log does not compute")]

    def clean(self):
        data = super().clean()
        section, _, name = data.get("figure", "").partition("|")
        if not section or {"label", "printed"} - set(data):  # refused beside its field already
            return data
        figure = self.computed[section].get(name)
        label = figure["label"] if name else data["label"]
        data |= {"section": section, "figure": name or slugify(label), "label": label}
        if not data["figure"]:
            self.add_error(
                "label", "Say in a few words what the figure is, for example, Last approved call."
            )
        try:
            data["printed"], data["kind"] = as_kept(
                data["printed"], figure["kind"] if name else None
            )
        except ValidationError as error:
            self.add_error("printed", error)
        return data


class ReleaseForm(ValuesForm):
    """Why what was exempt is released. It is printed on the new version's first page."""

    reason = forms.CharField(
        label="Why it is released",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is printed on the first page of the new version.",
    )


class CorrectForm(ValuesForm):
    """Why there is a new version. It is printed on the new version's first page."""

    reason = forms.CharField(
        label="What is corrected, and why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is printed on the first page of the new version.",
    )
    rows = forms.CharField(
        label="Rows that are corrected",
        required=False,
        max_length=500,
        help_text="Their references, for example R7, M3. Correct the mistakes in their logs first. "
        "The new version puts right what was typed wrongly by the moment of the report, and shows "
        "all else as the published version does.",
    )
    taken_out = forms.CharField(
        label="Rows that are no longer corrected",
        required=False,
        max_length=500,
        help_text="References of rows that the published version corrects and the new one should "
        "not. Usually blank.",
    )

    words = forms.BooleanField(
        label="Take in what was written since",
        required=False,
        help_text="Otherwise the new version has the words of the published one. What differs is "
        "listed on its first page.",
    )

    def clean_rows(self):
        return references(self.cleaned_data["rows"])

    def clean_taken_out(self):
        return references(self.cleaned_data["taken_out"])


def references(text):
    """References as people list them: R7, m3."""
    return [one.upper() for one in re.split(r"[\s,;]+", text) if one]


class AgainForm(ValuesForm):
    """Having a report drawn up again."""

    why = forms.CharField(
        label="Why", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
