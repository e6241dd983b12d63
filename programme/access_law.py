"""The law on access to meetings, exempt information and equality, by nation and by date.

All of it is data: which rule held when, and by which Act, Order or Regulations. The words are our
own and short; whoever decides reads the Act. What is not known for certain is None or left out:
nothing is said of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from programme.formats import day


@dataclass(frozen=True)
class Rule:
    """What a law says of one thing, from a day up to and including another; None is open."""

    law: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether it is in force on a day. One whose beginning is not recorded is taken to be."""
        return (not self.since or self.since <= on) and (not self.until or on <= self.until)

    @property
    def in_force(self) -> str:
        """From when to when, in words."""
        if self.since and self.until:
            return f"{day(self.since)} to {day(self.until)}"
        return f"Since {day(self.since)}" if self.since else "Beginning not recorded"


@dataclass(frozen=True)
class ClearDays(Rule):
    """How many clear days the papers of a council or committee are open before it meets."""

    count: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A kind of exempt information. `test` says whether the public interest is weighed: yes, no, or
    None where that is not recorded. `limits` is what else has to hold.
    """

    number: str
    words: str
    test: bool | None
    limits: str = ""

    @property
    def test_in_words(self) -> str:
        """Whether the public interest has to be weighed."""
        return {True: "Yes", False: "No", None: "Not recorded: read the Act"}[self.test]


@dataclass(frozen=True)
class Schedule(Rule):
    """A list of kinds of exempt information. `open_to_members` are the paragraphs under which a
    document stays open to all members of the council; None where that is not recorded.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    test: str = ""
    open_to_members: frozenset[str] | None = None

    def paragraph(self, number) -> Paragraph | None:
        """The paragraph with this number; None where the list has none."""
        return next((one for one in self.paragraphs if one.number == number), None)


@dataclass(frozen=True)
class Duty(Rule):
    """A duty in words."""

    words: str = ""


@dataclass(frozen=True)
class Nation:
    """What the law of a nation asks. `executive` are duties of executives; none where the law
    there knows none or they are not recorded. `open_years` is for how many years from the meeting
    agenda, reports and minutes are open, `background_years` the same of background papers; None
    where that is not recorded.
    """

    name: str
    clear_days: tuple[ClearDays, ...]
    exempt: tuple[Schedule, ...]
    equality: tuple[Duty, ...]
    executive: tuple[Duty, ...] = ()
    open_years: int = 6
    background_years: int | None = 4

    def clear_days_on(self, on: date) -> ClearDays | None:
        """The clear days that the law asks for on a day; None where that is not recorded."""
        return next((rule for rule in self.clear_days if rule.holds_on(on)), None)

    def exempt_on(self, on: date) -> Schedule | None:
        """The list of exempt information in force on a day; None where that is not recorded."""
        return next((rule for rule in self.exempt if rule.holds_on(on)), None)


def years_after(on: date, years: int) -> date:
    """The same day some years later; of 29 February the 28th where there is no other."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)


def first_open(today: date, years: int) -> date:
    """The earliest day of a meeting of which, on a day, no more than some years have passed as
    `years_after` counts them.
    """
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 3, 1)


def day_before(on: date) -> date:
    """The last day of what another rule ended."""
    return on - timedelta(days=1)
