"""Sets of lessons."""

from programme.entries import EntryQuerySet

from .choices import UNDECIDED


class LessonQuerySet(EntryQuerySet):
    """Sets of lessons as they stand now. For the past, `as_at` and then the functions below."""

    def undecided(self):
        """Those that nobody has adopted or declined."""
        return self.filter(state__in=UNDECIDED)

    def stage_as_written(self, stage):
        """The stage as the programme wrote it first, capitals aside; a new one as it is."""
        first = self.filter(stage__iexact=stage).order_by("number").first()
        return first.stage if first else stage


def by_stage(lessons):
    """Lessons in the order in which their stages first occur, and by number inside a stage."""
    lessons = sorted(lessons, key=lambda lesson: lesson.number)
    order = list(dict.fromkeys(lesson.stage for lesson in lessons))
    return sorted(lessons, key=lambda lesson: order.index(lesson.stage))
