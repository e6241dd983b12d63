"""Filters of the workstreams and the follow-on actions."""

from programme.ui.filters import ChoiceFilter, LogFilter, in_use

from .choices import LIVE, State
from .models import FollowOnAction, ProgressScale, Workstream
from .querysets import overdue

NO_POSITION = ("none", "No position yet")


class WorkstreamFilter(LogFilter):
    """By words, progress in the programme's own scale, and lead."""

    search_fields = ("reference", "title", "purpose", "owner", "note")

    progress = ChoiceFilter(
        label="Progress", choices=(), method="by_progress", empty_label="Any progress"
    )
    owner = ChoiceFilter(label="Lead", choices=(), empty_label="Anyone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.scale = ProgressScale.objects.words(self.programme, self.moment, self.today)
        found = Workstream.objects.of(self.programme).values_list("progress", "owner").distinct()
        used, leads = zip(*found, strict=True) if found else ((), ())  # both from one query
        words = dict.fromkeys([*self.scale, *sorted(filter(None, used))])
        self.choices["progress"] = [*((word, word) for word in words), NO_POSITION]
        self.choices["owner"] = [(lead, lead) for lead in sorted(set(filter(None, leads)))]

    def by_progress(self, queryset, name, value):
        return queryset.filter(progress="" if value == "none" else value)


class FollowOnFilter(LogFilter):
    """By words, state, workstream, new owner, and whether it is overdue."""

    search_fields = ("reference", "title", "detail", "owner", "plan", "monitoring_body", "source")

    state = ChoiceFilter(
        label="State",
        choices=[("live", "Still to be done"), *State.choices],
        method="by_state",
        empty_label="Any state",
    )
    workstream = ChoiceFilter(
        label="Workstream", choices=(), method="by_workstream", empty_label="Any workstream"
    )
    owner = ChoiceFilter(label="New owner", choices=(), empty_label="Anyone")
    late = ChoiceFilter(
        label="Overdue", choices=[("yes", "Yes")], method="by_delay", empty_label="Any"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = (
            Workstream.objects.as_at(self.moment)
            .filter(programme=self.programme)
            .order_by("number")
        )
        self.workstreams = {workstream.pk: workstream for workstream in found}
        self.choices["workstream"] = [
            (one.reference, str(one)) for one in self.workstreams.values()
        ]
        self.choices["owner"] = in_use(FollowOnAction.objects.of(self.programme), "owner")

    def by_state(self, queryset, name, value):
        return queryset.filter(state__in=LIVE) if value == "live" else queryset.filter(state=value)

    def by_workstream(self, queryset, name, value):
        return queryset.filter(
            workstream_id__in=[pk for pk, one in self.workstreams.items() if one.reference == value]
        )

    def by_delay(self, queryset, name, value):
        return queryset.filter(overdue(self.today))
