"""Lessons over programmes: what is sought, and what programmes made of those of others."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from programme.authorization import LOG_READERS
from programme.formats import clipped, day, lower_first
from programme.models import Programme
from programme.retention import ROWS, disposed_programmes
from programme.searching import words_of
from programme.ui.child_tables import ChildTable

from .choices import Kind
from .models import Lesson, TakenUp

SOUGHT = ["title", "happened", "cause", "effect", "recommendation", "adopter", "workstream"]
LINK = '<a class="govuk-link" href="{}">{}</a>'
SPACE = 160  # characters of what is recommended; the rest is on the lesson's own page
LONGEST = 200  # characters of a search


class Sought:
    """Lessons narrowed by what an address asks: words, stage, kind and programme."""

    def __init__(self, query, lessons):
        self.lessons = lessons
        names = ("q", "stage", "kind", "programme")
        self.asked = {name: query.get(name, "").strip()[:LONGEST] for name in names}

    @property
    def chosen(self):
        """Whether anything is asked."""
        return any(self.asked.values())

    @cached_property
    def found(self):
        """Those in which all words stand, of the stage, kind and programme."""
        found, asked = self.lessons, self.asked
        for word in words_of(asked["q"]):
            anywhere = (Q(**{f"{name}__finds": word}) for name in SOUGHT)
            found = found.filter(_any(anywhere))
        if asked["stage"]:
            found = found.filter(stage__iexact=asked["stage"])
        if asked["kind"]:
            found = found.filter(kind=asked["kind"])
        if asked["programme"]:
            found = found.filter(programme__slug=asked["programme"])
        return found.order_by("programme__name", "programme", "number")

    @property
    def fields(self) -> list[dict]:
        """The filters with choices as a form shows them; each choice is (value, words, chosen)."""
        stages = {}
        for stage in self.lessons.order_by("stage").values_list("stage", flat=True).distinct():
            stages.setdefault(stage.lower(), (stage, stage))
        programmes = self.lessons.order_by().values("programme")
        named = Programme.objects.filter(pk__in=programmes).values_list("slug", "name")
        return [
            self._field("stage", "Stage", "Any stage", stages.values()),
            self._field("kind", "Kind", "Any kind", Kind.choices),
            self._field("programme", "Programme", "All that you read", named.order_by("name")),
        ]

    def _field(self, name, label, every, choices):
        chosen = self.asked[name].lower()
        found = [(value, words, value.lower() == chosen) for value, words in choices]
        return {"name": name, "label": label, "choices": [("", every, not chosen), *found]}


def _any(conditions):
    found = Q()
    for one in conditions:
        found |= one
    return found


def taken_up_by(lessons, user, at=None) -> dict:
    """{(slug, reference): what other programmes made of the lesson}, of those that `user` reads."""
    here = user.memberships.current().filter(role__in=LOG_READERS).values("programme")
    slugs = {one.programme.slug for one in lessons}
    found = TakenUp.objects.filter(programme__in=here, source_slug__in=slugs)
    found = found.exclude(disposed_programmes(ROWS))
    found = found.filter(source_reference__in={one.reference for one in lessons})
    found = found.filter(recorded_at__lte=at) if at else found
    answers = defaultdict(list)
    for one in found.select_related("programme"):
        answers[one.source_slug, one.source_reference].append(one)
    return answers


def taken_up_table(lesson, user, at=None) -> ChildTable:
    """What other programmes made of a lesson."""
    answers = taken_up_by([lesson], user, at)[lesson.programme.slug, lesson.reference]
    rows = [
        [one.programme.name, _answer(one), one.why, one.recorded_by_name, day(one.recorded_at)]
        for one in answers
    ]
    head = ["Programme", "What it made of it", "Why", "By", "On"]
    return ChildTable("Taken up by other programmes", head, rows)


def _answer(one):
    """What was made of it; the row that came of it is led to."""
    if not one.adopted_as:
        return one.in_words
    url = reverse("lessons:detail", args=[one.programme.slug, one.adopted_as])
    return format_html(LINK, url, one.in_words)


def source_link(lesson, user):
    """Where a lesson was taken over from; a link for those who may read the other one."""
    taken = TakenUp.objects.filter(programme=lesson.programme_id, adopted_as=lesson.reference)
    one = taken.first()
    readable = one and Lesson.objects.read_by(user).filter(
        programme__slug=one.source_slug, reference=one.source_reference
    )
    if not (readable and readable.exists()):
        return lesson.taken_from
    url = reverse("lessons:detail", args=[one.source_slug, one.source_reference])
    return format_html(LINK, url, lesson.taken_from)


def lessons_table(lessons, user, ways=None) -> ChildTable:
    """Lessons of several programmes; `ways` gives what can be done with one, as links."""
    lessons = list(lessons)
    answers = taken_up_by(lessons, user)
    rows = [
        [
            _title(one),
            one.programme.name,
            one.stage,
            one.get_kind_display(),
            ", ".join(
                f"{it.programme}: {lower_first(it.in_words)}"
                for it in answers[one.programme.slug, one.reference]
            ),
            *([ways(one)] if ways else []),
        ]
        for one in lessons
    ]
    head = ["Lesson", "Programme", "Stage", "Kind", "Taken up by", *(["Change"] if ways else [])]
    return ChildTable("", head, rows, empty="No lesson fits this.", caption="Lessons")


def _title(lesson):
    url = reverse("lessons:detail", args=[lesson.programme.slug, lesson.reference])
    advice = clipped(lesson.recommendation, SPACE)
    link = format_html(LINK, url, lesson)
    return format_html("{}<br>{}", link, advice) if advice else link


def answered_table(programme, user, at=None) -> ChildTable:
    """What a programme made of lessons of others, the last first."""
    found = TakenUp.objects.filter(programme=programme)
    found = found.filter(recorded_at__lte=at) if at else found
    rows = [
        [f"{one}: {one.source_title}", _answer(one), one.why, one.recorded_by_name]
        + [day(one.recorded_at)]
        for one in reversed(found.select_related("programme"))
    ]
    head = ["Lesson", "What was made of it", "Why", "By", "On"]
    return ChildTable("Adopted and set aside", head, rows)
