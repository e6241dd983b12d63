"""What can be done to a partner or a body: changed, ended, restored; and its posts."""

from django.http import Http404

from programme import lifecycle, moving_back, standing_forms
from programme.formats import day
from programme.models import Post
from programme.passing_on import meetings_to_come
from programme.ui.forms import WhyForm
from programme.ui.views import TwoVersions

from .forms import KernelForm
from .standing import Bodies, OneOf, Partners


class OneForm(OneOf, KernelForm):
    """A form about one partner or body."""

    @property
    def permission(self):
        return self.keep

    def looked_at(self):
        return self.row

    def crumbs(self):
        return [*super().crumbs(), (self.row.name, self.cancel_url())]

    def cancel_url(self):
        return self.address(self.kind, self.row.pk)

    def done_url(self, row):
        return self.cancel_url()


class Change(TwoVersions, OneForm):
    """Another name or other facts; or a correction of them."""

    @property
    def title(self):
        return f"Change {self.row.name}"

    def form(self, data=None):
        return self.form_of(self.row, data)

    def act(self, form):
        row = self.model.objects.get(pk=self.row.pk)
        who = {"by": self.request.user, "at": self.now, "version": form.cleaned_data["version"]}
        return lifecycle.change_standing(row, **who, **form.values())


class ChangePartner(Partners, Change):
    form_class = standing_forms.ChangePartnerForm


class ChangeBody(Bodies, Change):
    form_class = standing_forms.ChangeBodyForm


class SetDeadlines(Bodies, Change):
    """The days of the clock before each of a body's meetings."""

    form_class = standing_forms.DeadlinesForm
    intro = (
        "Each is a number of working days before the latest publication date of a meeting. They"
        " stand on the page of each meeting and in the calendar of deadlines."
    )

    @property
    def title(self):
        return f"Deadlines of {self.row.name}"

    def find(self, pk):
        super().find(pk)
        if self.row.ended_on:
            raise Http404("This body has ended: it has no meetings to come.")

    def act(self, form):
        who = {"by": self.request.user, "at": self.now, "version": form.cleaned_data["version"]}
        return lifecycle.set_deadlines(self.row, **who, **form.values())


class Step(OneForm):
    """A step of one partner or body, from the version that was looked at."""

    def form(self, data=None):
        initial = {"version": self.row.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        return type(self).action(self.row, by=self.request.user, at=self.now, **form.values())


class End(Step):
    action, submit_label, danger = lifecycle.end_standing, "End it", True

    def about(self):
        """What its form needs to know."""
        return {"initial": {"version": self.row.version}, "row": self.row}

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, **self.about())

    @property
    def title(self):
        return f"End {self.row.name}"

    def done_message(self, row):
        return f"{row} has ended."


class EndPartner(Partners, End):
    form_class = standing_forms.EndPartnerForm
    intro = "Nothing new can name it. What names it now keeps it, published papers too."


class EndBody(Bodies, End):
    form_class = standing_forms.EndBodyForm
    intro = (
        "Its posts end with it, and you say what becomes of its meetings to come. Bodies that"
        " report to it report to its successor, and its closed days, its members' roles and its"
        " reports to come go to it. Published papers keep its name."
    )

    def about(self):
        return {**super().about(), "meetings": meetings_to_come([self.row], None, self.today)}


class Restore(Step):
    form_class, action = WhyForm, lifecycle.restore_standing
    submit_label = "Take back the end"

    @property
    def title(self):
        return f"Take back the end of {self.row.name}"

    def done_message(self, row):
        return f"{row} stands again."


class RestorePartner(Partners, Restore):
    pass


class RestoreBody(Bodies, Restore):
    """Asks what moves back of what passed to the successor."""

    form_class, action = standing_forms.RestoreBodyForm, moving_back.take_back_end

    def form(self, data=None):
        how = {"initial": {"version": self.row.version}}
        how["passed"] = moving_back.passed_with(self.row, self.today)
        return self.form_class(data, programme=self.programme, **how)

    def facts(self):
        after = self.row.successor or "Nothing"
        rows = [("Ended on", day(self.row.ended_on)), ("Succeeded by", after)]
        return [{"label": label, "value": value} for label, value in rows]


class AddPost(Bodies, OneForm):
    title, form_class = "Add a post", standing_forms.PostForm
    second_label = "Save and add another"

    def act(self, form):
        return lifecycle.add_post(self.row, by=self.request.user, at=self.now, **form.values())


class ChangePost(Bodies, OneForm):
    title, form_class = "Change a post", standing_forms.ChangePostForm
    intro = "Fill in “to” when they no longer hold it. The next holder is a post of its own."

    def find(self, pk):
        self.post_held = Post.objects.filter(pk=pk, body__programme=self.programme).first()
        if self.post_held is None:
            raise Http404("No such post.")
        super().find(self.post_held.body_id)

    def form(self, data=None):
        initial = {"version": self.row.version}  # the body's: it rises with every change of a post
        about = {"instance": self.post_held, "initial": initial}
        return self.form_class(data, programme=self.programme, **about)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return lifecycle.change_post(self.post_held, **who, **form.values())
