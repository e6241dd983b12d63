"""Forms of papers."""

from datetime import date

from django import forms

from programme.fields import lines_of
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm

from .choices import FieldKind, State
from .comments import PartComment
from .edited import edited_field, editor, words_editor
from .models import FrontSheetField, Paper, PaperRecommendation, Part
from .recommended_words import MARKED, PRINTED
from .second_forms import MUST, InTwoLanguages, second_heading
from .sheet_fields import TYPED, YES_NO, answers_to
from .text import HELP, parse

HOW_FAR = [(state.value, state.label) for state in (State.IN_WORK, State.DONE)]
NOT_ASKED = (
    "“{}” is not asked for any more. You typed: “{}”. Copy it if you need it, and save again."
)
TEXTS = ("text", "second_text")
NOT_DONE = "A report can be published once every part of its paper is done."


def state_field():
    return forms.ChoiceField(
        label="How far it is",
        choices=HOW_FAR,
        initial=State.IN_WORK,
        widget=forms.RadioSelect,
        help_text=NOT_DONE,
    )


def started(part):
    """How far a part is when somebody opens it to write."""
    return State.IN_WORK if part.state == State.NOT_STARTED else part.state


class TextForm(InTwoLanguages, EntryForm):
    """The text of a part."""

    state = state_field()

    class Meta:
        model = Part
        fields = ["text", "second_heading", "second_text", "state"]
        help_texts = {"text": HELP, "second_text": HELP}
        widgets = {name: editor() for name in TEXTS}

    def __init__(self, *args, instance, **kwargs):
        initial = {"state": started(instance), **kwargs.pop("initial", {})}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        for name in TEXTS:
            self.fields[name].validators.append(parse)
        self.settle_second(instance.paper, instance)


def refuse_unasked(form, asked):
    """Refuses what was typed for one of those `asked` before, (name of the field, words) pairs,
    that the form does not ask for any more: somebody left it out meanwhile. Sent again, the rest is
    saved.

    Raises:
        ValidationError: what was typed, by what was asked.
    """
    gone = [
        NOT_ASKED.format(words, "; ".join(typed))
        for name, words in asked
        if name not in form.fields
        and (typed := [one for one in form.data.getlist(name) if one.strip()])
    ]
    if gone:
        raise forms.ValidationError(gone)


class FrontSheetForm(InTwoLanguages, ActionForm):
    """The fields of a body's front sheet. Their cleaned values are texts, as a part keeps them."""

    def __init__(self, *args, part, sheet, **kwargs):
        self.sheet = sheet
        said, _ = answers_to(sheet, part.answers)
        second, _ = answers_to(sheet, part.second_answers)
        self.typed = [one for one in sheet if one.kind in TYPED]
        initial = {one.name: _initial(one, said.get(one.key, "")) for one in sheet}
        initial |= {f"second_{one.name}": second.get(one.key, "") for one in self.typed}
        initial |= {"second_heading": part.second_heading}
        initial |= {"state": started(part), "version": part.version}
        self.base_fields = {
            **{one.name: _field(one) for one in sheet},
            "second_heading": second_heading(),
            **{f"second_{one.name}": _field(one) for one in self.typed},
            "state": state_field(),
            **type(self).base_fields,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.settle_second(part.paper, part)

    def clean(self):
        cleaned = super().clean()
        out = FrontSheetField.objects.filter(programme=self.programme, left_out=True)
        refuse_unasked(self, [(one.name, one.label) for one in out])
        names = [one.name for one in self.sheet if one.name in cleaned]
        return cleaned | {name: _kept(cleaned[name]) for name in names}

    def values(self):
        data = self.cleaned_data
        answers = {one.key: data[one.name] for one in self.sheet}
        keys = {one.name: one.key for one in self.typed}
        return {"answers": answers, "state": data["state"], **self.second_values(keys)}


def _field(one):
    label = one.label + (MUST if one.is_required else "")
    how = {"label": label, "help_text": one.hint, "required": False}
    field = _asking(one, how)
    field.is_question = one.is_required  # its label says that it has to be filled in
    return field


def _asking(one, how):
    match one.kind:
        case FieldKind.TEXT:
            return edited_field(**how)
        case FieldKind.DATE:
            return DayFormField(**how)
        case FieldKind.YES_NO:
            choices = [("", "Not recorded"), *YES_NO.items()]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **how)
        case FieldKind.TICKS:
            choices = [(choice, choice) for choice in one.choices]
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=choices, widget=widget, **how)
    return forms.CharField(max_length=300, **how)


def _initial(one, answer):
    if one.kind == FieldKind.TICKS:
        return lines_of(answer)
    is_date = one.kind == FieldKind.DATE and answer and one.fits(answer)
    return date.fromisoformat(answer) if is_date else answer


def _kept(value):
    if isinstance(value, list):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


class RecommendedForm(InTwoLanguages, ActionForm):
    """Whether the recommendations are complete, and how they are headed in the second language."""

    second_heading = second_heading()
    state = state_field()

    def __init__(self, *args, part, **kwargs):
        initial = {"state": started(part), "second_heading": part.second_heading}
        initial |= {"version": part.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.settle_second(part.paper, part)


class ShareForm(EntryForm):
    """Who writes a part, and until when."""

    class Meta:
        model = Part
        fields = ["heading", "owner", "due_on"]


class TitleForm(InTwoLanguages, EntryForm):
    """What a paper is called."""

    class Meta:
        model = Paper
        fields = ["title", "second_title"]

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.settle_second(instance)


class RecommendationForm(InTwoLanguages, EntryForm):
    """One recommendation of a paper."""

    class Meta:
        model = PaperRecommendation
        fields = [f"{second}{name}" for second in ("", "second_") for name in PRINTED]
        widgets = {
            f"{second}{name}": words_editor() for second in ("", "second_") for name in MARKED
        }

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.settle_second(paper)


class FieldForm(EntryForm):
    """One field of a body's front sheet."""

    class Meta:
        model = FrontSheetField
        fields = ["label", "welsh_label", "hint", "kind", "options", "is_required"]
        widgets = {"kind": forms.RadioSelect, "welsh_label": forms.TextInput({"lang": "cy"})}
        help_texts = {
            "welsh_label": "Only where papers are in Welsh: it is printed in what is Welsh of them",
            "hint": "Printed under the label in the form, not on the paper",
        }


class CommentForm(ActionForm):
    """What an author says to the others about a part."""

    text = PartComment._meta.get_field("text").formfield(label="Your comment")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class AnswerForm(CommentForm):
    """What an author answers."""

    text = PartComment._meta.get_field("text").formfield(label="Your answer")
