"""What forms of papers ask in the second language of a paper, and the form of its languages."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from programme.ui.fields import DayFormField
from programme.ui.forms import EntryForm

from .attached import AttachedDocument
from .choices import Language, Second
from .models import Paper, Part
from .second import is_written
from .setting_languages import Written

MUST = " (has to be filled in)"


class InTwoLanguages:
    """Mixed into a form about a paper, or a part or row of it, whose fields that begin with
    `second_` are asked under a heading of their own, in the other language.

    They are left out where the paper is written in one language; what was sent for them all the
    same, by somebody who had the form open when that changed, is kept.
    """

    def settle_second(self, paper, part=None):
        """Names the fields of the second language, or leaves them out; `part` is the one whose
        heading is asked.
        """
        language = Language(paper.language).other
        names = [name for name in self.fields if name.startswith("second_")]
        sent = any(self.data.get(name, "").strip() for name in names)
        if not paper.second_language and not sent:
            for name in names:
                del self.fields[name]
        self.second = (language, [name for name in names if name in self.fields])
        if language.other != Language.ENGLISH:  # the page is in English
            for field in self.fields.values():
                field.widget.attrs |= {"lang": language.other.value} if _is_typed(field) else {}
        for name in self.second[1]:
            field, first = self.fields[name], self.fields.get(name.removeprefix("second_"))
            label = str(first.label).removesuffix(MUST) if first else "Heading"
            field.label, field.required = f"{label} in {language.label}", False
            field.is_question = False  # it has to be filled in before publication, not to be saved
            field.widget.attrs["lang"] = language.value
            if part and name == "second_heading":
                field.help_text = f"In {language.other.label}: {part.heading}"

    def second_values(self, keys):
        """What was said in the second language, for an action: `keys` are those of the answers, by
        the names of their fields.
        """
        data = self.cleaned_data
        said = {key: data.get(f"second_{name}") for name, key in keys.items()}
        answers = {key: value for key, value in said.items() if value is not None}
        heading = {name: data[name] for name in ("second_heading",) if name in data}
        return {"second_answers": answers, **heading}

    @property
    def helper(self):
        """The form with the second language under its own heading, before how far the part is."""
        helper, (language, names) = super().helper, self.second
        last = [name for name in ("state",) if name in self.fields]
        first = [name for name in self.fields if name not in {*names, *last, "version"}]
        hidden = ["version"] if "version" in self.fields else []
        if names:
            second = [Fieldset(f"In {language.label}", *names)]
            helper.layout = Layout(*first, *second, *last, *hidden)
        return helper


def _is_typed(field):
    return isinstance(field.widget, forms.TextInput | forms.Textarea) and not isinstance(
        field, DayFormField
    )


def second_heading():
    """The field for the heading of a part in the second language of its paper."""
    return Part._meta.get_field("second_heading").formfield()


class LanguagesForm(EntryForm):
    """In which language a paper is, and how it is said in the other one."""

    written = forms.ChoiceField(
        label="What is written so far",
        help_text="Asked where you change the language of the paper.",
        widget=forms.RadioSelect,
        choices=Written.choices,
        required=False,
    )
    field_order = ["language", "written", "second", "second_document"]

    class Meta:
        model = Paper
        fields = ["language", "second", "second_document"]
        widgets = {"language": forms.RadioSelect, "second": forms.RadioSelect}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        attached = AttachedDocument.objects.in_use().filter(paper=instance.pk)
        self.fields["second_document"].queryset = attached
        self.fields["second_document"].label = "Which attached document"
        self.fields["language"].choices = Language.choices
        self.fields["second"].choices = Second.choices
        if not attached:
            del self.fields["second_document"]
        if instance.second != Second.WRITTEN and self.data.get("written") != Written.SWAPPED:
            self.fields["written"].choices = Written.choices[:1]
        if not is_written(instance) and "written" not in self.data:
            del self.fields["written"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("second") == Second.ATTACHED and "second_document" not in self.fields:
            said = "No document is attached. Attach it on the page of the paper first."
            self.add_error("second", said)
        return cleaned
