"""Says by when the papers of a meeting must be published, and which days did not count."""

import re
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from programme.clear_days import CALENDARS, reckon
from programme.formats import day

MOST_DAYS = 60
FIRST_YEAR, LAST_YEAR = 1900, 2199
EXAMPLE = "for example 2027-03-31"


def read_day(text):
    """A date as it is typed here: year, month and day.

    Raises: CommandError, in words, for anything else.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise CommandError(f"Enter a date as year, month and day, {EXAMPLE}. You typed {text}.")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        gone = f"{text} does not exist in the calendar. Enter a date, {EXAMPLE}."
        raise CommandError(gone) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CommandError(
            f"Enter a date between {FIRST_YEAR} and {LAST_YEAR}, {EXAMPLE}. You typed {text}."
        )
    return found


def read_count(text):
    """How many clear days.

    Raises: CommandError, in words, for what is no number, or one that no law asks for.
    """
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or not 1 <= int(text) <= MOST_DAYS:
        raise CommandError(
            f"Enter a whole number of clear days from 1 to {MOST_DAYS}, for example 5."
            f" You typed {text}."
        )
    return int(text)


class Command(BaseCommand):
    help = (
        "Prints the latest day on which the papers of a meeting can be published, and then each day"
        " on the way back from the meeting that did not count, with its reason, e.g.: clear_days"
        " 2027-03-31 --days 3 --calendar wales --closed 2027-03-25"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "meeting", nargs="?", metavar="MEETING-DATE", help=f"The day, {EXAMPLE}"
        )
        parser.add_argument(
            "--days", default="5", help="Clear days: 5 unless said; Wales and Scotland ask for 3"
        )
        parser.add_argument(
            "--calendar",
            default="england",
            help=f"Whose bank holidays count: {', '.join(CALENDARS)}; england unless said",
        )
        parser.add_argument(
            "--closed",
            nargs="*",
            action="extend",
            default=[],
            metavar="DATE",
            help="A day on which offices are closed, or a bank holiday that was proclaimed since",
        )

    def handle(self, *, meeting, days, calendar, closed, **options):
        if meeting is None:
            raise CommandError(f"Put the date of the meeting first, before any option, {EXAMPLE}.")
        if calendar not in CALENDARS:
            raise CommandError(
                f"Enter one of the calendars {', '.join(CALENDARS)}. You typed {calendar}."
            )
        closures = {read_day(text): "Offices are closed" for text in closed}
        found = reckon(read_day(meeting), read_count(str(days)), CALENDARS[calendar], closures)
        self.stdout.write(found.publish_by.isoformat())
        for one in found.explained():
            if not one.counted:
                self.stdout.write(f"{one.on:%A} {day(one.on)}: {one.reason}")
