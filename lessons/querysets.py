"""Sets of lessons."""

from django.db.models import Exists, OuterRef

from programme.entries import EntryQuerySet

from .choices import UNDECIDED, AppliesTo, State


class LessonQuerySet(EntryQuerySet):
    """Sets of lessons as they stand now. For the past, `as_at` and then the functions below."""

    def undecided(self):
        """Those that nobody has adopted or declined."""
        return self.filter(state__in=UNDECIDED)

    def read_by(self, user):
        """Those of all programmes whose logs somebody reads today, as they stand now."""
        return self.as_at(None).visible_to(user).select_related("programme")

    def read_elsewhere(self, programme, user):
        """Those of all other programmes likewise."""
        return self.read_by(user).exclude(programme=programme)

    def offered_to(self, programme, user):
        """Those of other programmes that a programme can use, and has not answered yet: neither
        such as are of use in their own programme alone, nor such as were declined there or
        taken over from elsewhere.
        """
        answered = self.model._meta.apps.get_model("lessons", "TakenUp").objects.filter(
            programme=programme,
            source_slug=OuterRef("programme__slug"),
            source_reference=OuterRef("reference"),
        )
        found = self.read_elsewhere(programme, user).exclude(applies_to=AppliesTo.THIS)
        found = found.filter(taken_from="").exclude(state=State.NOT_ADOPTED)
        return found.exclude(Exists(answered))

    def stage_as_written(self, stage):
        """The stage as the programme wrote it first, capitals aside; a new one as it is."""
        first = self.filter(stage__iexact=stage).order_by("number").first()
        return first.stage if first else stage


def by_stage(lessons):
    """Lessons in the order in which their stages first occur, and by number inside a stage."""
    lessons = sorted(lessons, key=lambda lesson: lesson.number)
    order = list(dict.fromkeys(lesson.stage for lesson in lessons))
    return sorted(lessons, key=lambda lesson: order.index(lesson.stage))
