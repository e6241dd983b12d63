"""Draws up every report that is due, without broker or worker.

It is what a worker's tick does, for cron and for hand.
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programme.formats import moment
from programme.ui.moments import read_moment
from reports import drawing, schedule
from reports.choices import State
from reports.models import Report


class Command(BaseCommand):
    help = (
        "Draws up every report that is due and prints one line for each; a second run prints none."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--now",
            metavar="ISO-MOMENT",
            help="Draw up what had fallen due by this moment, e.g. 2012-03-12T09:00; for a moment "
            "to come, only print what would be drawn up",
        )

    def handle(self, *, now, **options):
        at = self._moment(now)
        if at > timezone.now():
            return self._print_what_would_be_drawn(at)
        schedule.raise_due(at, recorded_at=timezone.now())
        waiting = Report.objects.to_draw()
        if now is not None:  # what fell due later is left alone
            waiting = waiting.filter(position_at__lte=at)
        failed = 0
        for report_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
            report = drawing.draw(report_id, timezone.now)
            if report is not None:
                failed += report.state == State.FAILED
                self.stdout.write(self._line(report))
        if failed:
            raise CommandError(
                f"{failed} report(s) failed. Each report's page says why and can be run again."
            )

    def _print_what_would_be_drawn(self, at):
        """The future is not acted on: its logs are not kept yet, and it may come otherwise."""
        waiting = Report.objects.filter(state=State.DUE).order_by("pk")
        to_come = [
            Report(definition=definition, meeting=meeting, position_at=position)
            for definition, meeting, position in schedule.find_due(at)
        ]
        for report in [*waiting, *to_come]:
            self.stdout.write(f"Would draw up: {self._named(report)}")

    def _moment(self, now):
        if now is None:
            return timezone.now()
        try:
            return read_moment(now)
        except ValidationError as error:
            raise CommandError(f"--now: {error.messages[0]}") from error

    def _named(self, report):
        definition = report.definition
        return (
            f"{definition.programme.slug} {definition.kind}: "
            f"{definition.body}, {report.shown_when}, "
            f"version {report.version}, position as at {moment(report.position_at)}"
        )

    def _line(self, report):
        line = f"{self._named(report)}: {report.state}"
        return f"{line}: {report.error}" if report.error else line
