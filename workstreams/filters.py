"""Filters of the workstreams and the follow-on actions."""

from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import LIVE, NO_POSITION, State
from .log import FOLLOW_ON, WORKSTREAMS
from .models import ProgressScale
from .querysets import overdue


class WorkstreamFilter(LogFilter):
    """By words, progress in the programme's own scale, and lead."""

    log = WORKSTREAMS

    progress = ChoiceFilter(label="Progress", method="by_progress", empty_label="Any progress")
    owner = ChoiceFilter("Lead", empty_label="Anyone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.scale = ProgressScale.objects.words(self.position)
        used = dict.fromkeys(self.scale) | dict(self.choices["progress"])
        self.choices["progress"] = [*((word, word) for word in used), ("none", NO_POSITION)]

    def by_progress(self, queryset, name, value):
        return queryset.filter(progress="" if value == "none" else value)


class FollowOnFilter(LogFilter):
    """By words, state, workstream, new owner, and whether it is overdue."""

    log = FOLLOW_ON

    state = ChoiceFilter(
        label="State",
        choices=[("live", "Still to be done"), *State.choices],
        groups={"live": LIVE},
        empty_label="Any state",
    )
    workstream = ChoiceFilter(
        label="Workstream", choices=(), method="by_workstream", empty_label="Any workstream"
    )
    owner = ChoiceFilter("New owner", empty_label="Anyone")
    late = ChoiceFilter(
        label="Overdue", choices=[("yes", "Yes")], method="by_delay", empty_label="Any"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.workstreams = {one.pk: one for one in WORKSTREAMS.entries(self.position)}
        self.choices["workstream"] = [
            (one.reference, str(one)) for one in self.workstreams.values()
        ]

    def by_workstream(self, queryset, name, value):
        named = [pk for pk, one in self.workstreams.items() if one.reference == value]
        return queryset.filter(workstream_id__in=named)

    def by_delay(self, queryset, name, value):
        return queryset.filter(overdue(self.position.day))
