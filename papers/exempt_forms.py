"""Forms about what of a paper is kept from the public."""

from django import forms

from programme.models import User
from programme.ui.forms import ActionForm, EntryForm

from .choices import Withheld
from .exemptions import Exemption, schedule_for
from .models import Paper


class KeepBackForm(EntryForm):
    """How a part is kept from the public: the paragraph, the reasons, the review."""

    class Meta:
        model = Exemption
        fields = ["kind", "paragraph", "why", "from_members", "review_on"]
        widgets = {"kind": forms.RadioSelect, "why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        schedule = schedule_for(paper)
        self.fields["kind"].choices = Withheld.choices
        choices = [("", "Choose one, where it is exempt")]
        choices += [
            (one.number, f"{one.number}. {one.words}")
            for one in (schedule.paragraphs if schedule else ())
        ]
        asked = self.fields["paragraph"]
        self.fields["paragraph"] = forms.ChoiceField(
            label="Paragraph relied on",
            choices=choices,
            required=False,
            help_text=f"{schedule.law}. {schedule.test}" if schedule else asked.help_text,
        )
        for name in ("paragraph", "why", "review_on"):  # which of them is asked depends on the kind
            self.fields[name].is_question = True


class LetInForm(ActionForm):
    """Who is let in by name."""

    person = forms.ModelChoiceField(User.objects.none(), label="Who")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = {"memberships__programme": self.programme, "memberships__ended_at": None}
        found = User.objects.filter(is_active=True, **mine).distinct()
        self.fields["person"].queryset = found.order_by("job_title", "username")
        self.fields["person"].label_from_instance = lambda one: f"{one.title} ({one.username})"
        del self.fields["version"]


class ExclusionForm(EntryForm):
    """The resolution by which a meeting excluded the public."""

    class Meta:
        model = Paper
        fields = ["exclusion", "exclusion_minute"]
        help_texts = {
            "exclusion": "The public page of the meeting says it. For example, That the public be"
            " excluded during appendix B, under paragraph 3",
        }
