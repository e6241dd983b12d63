"""What was reached of what the programme set out to do, log by log, and by which document."""

from programme.facts import NUMBER, Column
from programme.formats import counted
from programme.log import logs
from programme.readiness import Achieved
from programme.reporting import Check, Section, log_called, part

DOCUMENTS = "documents"  # the log of key documents


class AchievementSection(Section):
    """How many milestones, objectives and the like were set and reached, counted from their logs;
    before them the versions of the key documents that a body signed off.
    """

    key = "achievement"
    title = "What was set and what was achieved"
    template = "closure/achievement.html"
    columns = (
        Column("of", "What was set", width=28),
        Column("total", "Set", NUMBER, 10),
        Column("reached", "Reached", NUMBER, 12),
        Column("in_time", "By the date set first", NUMBER, 16, optional=True),
        Column("later", "Later than that", NUMBER, 14, optional=True),
        Column("goes_on", "Goes on after closure", NUMBER, 16, optional=True),
        Column("missed", "Not reached", NUMBER, 12),
        Column("unjudged", "Not judged", NUMBER, 12),
    )

    def rows(self, position):
        found = (log.achieved(position) for log in logs())
        return [_row(one) for one in found if one and one.total]

    def parts(self, rows, position):
        log = log_called(DOCUMENTS)
        return [found] if log and (found := authorised_by(log, position)) else []

    def notes(self, rows):
        later = [row for row in rows if row["later"]]
        return [
            f"{row['of']}: {row['later']:,} of {row['reached']:,} were reached later than by the "
            "date that was set first."
            for row in later
        ] + [
            f"{row['of']}: {counted(row['withdrawn'], 'more was', 'more were')} set, and withdrawn."
            for row in rows
            if row["withdrawn"]
        ]

    def extra(self, rows, position):
        return {"empty": "No log says what was set."}

    def checks(self, table):
        for row in table["rows"]:
            counted = sum(row[name] or 0 for name in ("reached", "goes_on", "missed", "unjudged"))
            yield Check(row["of"], "total", "set", row["total"], counted)


def _row(one: Achieved) -> dict:
    judged = one.reached + one.missed + (one.goes_on or 0)
    return {**vars(one), "unjudged": one.total - judged}


def authorised_by(log, position):
    """A table of the versions that were signed off; None where there is none."""
    rows = [row for row in log.rows(log.entries(position), position) if row["signed_edition"]]
    names = "reference title kind signed_edition signed_off_by signed_off_on"
    if not rows:
        return None
    title = "The documents that authorised it"
    return part("achievement-documents", title, log.pick(names), rows, log=log.name)
