"""Draws up every report that is due, without broker or worker.

It is what a worker's tick does, for cron and for hand.
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programme.formats import day, moment
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
            help="Act as if it were this moment, e.g. 2012-03-12T09:00",
        )

    def handle(self, *, now, **options):
        clock = self._clock(now)
        schedule.raise_due(clock())
        failed = 0
        for report_id in list(
            Report.objects.to_draw(clock()).order_by("pk").values_list("pk", flat=True)
        ):
            report = drawing.draw(report_id, clock)
            if report is not None:
                failed += report.state == State.FAILED
                self.stdout.write(self._line(report))
        if failed:
            raise CommandError(
                f"{failed} report(s) failed. Each report's page says why and can be run again."
            )

    def _clock(self, now):
        if now is None:
            return timezone.now
        try:
            fixed = read_moment(now)
        except ValidationError as error:
            raise CommandError(f"--now: {error.messages[0]}") from error
        return lambda: fixed

    def _line(self, report):
        definition = report.definition
        line = (
            f"{definition.programme.slug} {definition.kind}: "
            f"{definition.body}, {day(report.meeting.on)}, "
            f"version {report.version}, position as at {moment(report.position_at)}: {report.state}"
        )
        return f"{line}: {report.error}" if report.error else line
