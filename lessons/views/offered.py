"""Lessons over programmes: all that a person reads, and what others offer to a new programme."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.html import format_html
from django.views import View

from programme.ui.paging import pager
from programme.ui.views import FormView
from programme.ui.views.registers import LogView
from programme.views import SIGNED_IN

from .. import actions, forms, permissions
from ..log import LESSONS
from ..models import Lesson
from ..others import Sought, answered_table, lessons_table

PAGE_SIZE = 50
WAY = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
ALL = "What programmes have learned, closed ones too: of each whose logs you read."
OFFERED = (
    "What other programmes have learned, closed ones too: of each whose logs you read, what can be "
    "used elsewhere and was not answered here yet. Adopt a lesson, and it is a row of your own log "
    "that says where it is from; or set it aside, with a reason. Either is shown on the lesson."
)


NOT_THERE = "There is no such lesson of another programme that you read."


def _shown(request, sought, table_of):
    """What both lists show: a page of what is found, with its filters."""
    page = Paginator(sought.found, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "sought": sought,
        "count": page.paginator.count,
        "table": table_of(page.object_list),
        "pager": pager(page, request.GET),
    }


class AllLessons(LoginRequiredMixin, View):
    """The lessons of all programmes that somebody reads."""

    access = SIGNED_IN

    def get(self, request):
        sought = Sought(request.GET, Lesson.objects.read_by(request.user))
        shown = _shown(request, sought, lambda lessons: lessons_table(lessons, request.user))
        said = {"title": "Lessons of all programmes", "intro": ALL, **shown}
        return render(request, "lessons/others.html", said)


class Offered(LogView):
    """What other programmes offer, of the programme's own stage at first, and what was answered."""

    log, permission, title = LESSONS, permissions.SEE, "Lessons of other programmes"

    def get(self, request, **kwargs):
        offered = Lesson.objects.offered_to(self.programme, request.user)
        query = request.GET.copy()
        stage = self.programme.stage
        if "stage" not in query and stage and offered.filter(stage__iexact=stage).exists():
            query["stage"] = stage
        may = self.allowed(permissions.KEEP) and not self.at

        def table_of(lessons):
            return lessons_table(lessons, request.user, self.ways if may else None)

        return self.page(
            "lessons/others.html",
            intro=OFFERED,
            answered=answered_table(self.programme, request.user, self.at),
            **_shown(request, Sought(query, offered), table_of),
        )

    def ways(self, lesson):
        """What can be done with one that is offered."""
        of = (lesson.programme.slug, lesson.reference)
        adopt = format_html(WAY, self.address("lessons:take_over", *of), "Adopt", lesson)
        aside = format_html(WAY, self.address("lessons:set_aside", *of), "Set aside", lesson)
        ways = '<ul class="extra-links"><li>{}</li><li>{}</li></ul>'
        return format_html(ways, adopt, aside)


class OfferedForm(FormView):
    """A form about a lesson of another programme."""

    log, permission = LESSONS, permissions.KEEP

    def find(self, source, other):
        found = Lesson.objects.read_elsewhere(self.programme, self.request.user)
        self.other = found.filter(programme__slug=source, reference=other).first()

    @property
    def shut(self):
        """What nobody may read here is as what is not there."""
        return super().shut or ("" if self.other else NOT_THERE)

    def facts(self):
        one = self.other
        if one is None:
            return []
        found = [
            ("Lesson", f"{one.reference} of {one.programme}: {one.title}"),
            ("Kind", one.get_kind_display()),
            ("What happened", one.happened),
            ("Cause", one.cause),
            ("Effect", one.effect),
            ("Recommendation", one.recommendation),
        ]
        return [{"label": label, "value": value} for label, value in found if value]

    def crumbs(self):
        return [*super().crumbs(), (Offered.title, self.cancel_url())]

    def cancel_url(self):
        return self.address("lessons:offered")

    def act(self, form):
        how = {"by": self.request.user, "at": self.now, **form.values()}
        return type(self).action(self.programme, self.other, **how)


class TakeOver(OfferedForm):
    """Adopts it."""

    title, submit_label, form_class = "Adopt a lesson", "Adopt it", forms.TakeOverForm
    action = actions.take_over_lesson

    def form(self, data=None):
        initial = {"stage": self.other.stage if self.other else ""}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_message(self, lesson):
        return f"{lesson.reference} is taken over from {lesson.taken_from}."


class SetAside(OfferedForm):
    """Sets it aside."""

    title, submit_label, form_class = "Set a lesson aside", "Set it aside", forms.SetAsideForm
    action = actions.set_lesson_aside

    def done_url(self, row):
        return self.cancel_url()

    def done_message(self, row):
        return f"{row} is set aside."
