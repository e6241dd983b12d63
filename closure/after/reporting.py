"""What was planned and what is realised, as a report prints it years after closing."""

from programme.facts import DATE, Column, iso
from programme.formats import counted, day, listed
from programme.reporting import Section, part

from .querysets import judged_in, left_of, measured_at, nobody_goes_on

NOT_REVIEWED = "Not reviewed"
YEARS = (
    Column("reference", "Ref", width=8),
    Column("title", "Benefit", width=26),
    Column("year", "Year", width=14),
    Column("planned", "Planned by its end", width=16),
    Column("realised", "Realised by its end", width=16),
    Column("moved", "Moved in the year", width=18),
)


class PlannedAndRealised(Section):
    """Each benefit: baseline, target, what was planned and is realised to date, the last review."""

    key = "planned-and-realised"
    title = "Planned and realised"
    template = "closure/planned_and_realised.html"
    landscape = True
    columns = (
        Column("reference", "Ref", width=7),
        Column("title", "Benefit", width=22),
        Column("measure", "Measure", width=16),
        Column("baseline", "Baseline", width=11),
        Column("target", "Target", width=11),
        Column("planned", "Planned to date", width=11),
        Column("realised", "Realised to date", width=11),
        Column("realised_on", "Realised as at", DATE, 11),
        Column("difference", "Difference", width=12),
        Column("judged", "Last review", width=14),
        Column("reason", "Why judged so", width=22, optional=True),
    )

    def rows(self, position):
        last = {(one.log, one.reference): one for one in judged_in(position.programme, position.at)}
        left = left_of(position)
        return [
            _row(one, last.get((log.name, one.reference)), (log.name, one.reference) in left)
            for log, one in measured_at(position)
        ]

    def notes(self, rows):
        bare = [row["reference"] for row in rows if not row["measure"]]
        empty = [row["reference"] for row in rows if row["measure"] and not row["realised"]]
        alone = [row["reference"] for row in rows if row["has_left"]]
        unseen = sum(row["judged"] == NOT_REVIEWED for row in rows)
        found = [f"Without a measure, so nothing is compared: {listed(bare)}."] if bare else []
        found += [f"Nothing is posted for {listed(empty)}."] if empty else []
        found += [nobody_goes_on(alone)] if alone else []
        left = f"{counted(unseen, 'benefit')} of {len(rows):,}: not reviewed since closing."
        return found + [left] * bool(unseen)

    def extra(self, rows, position):
        return {"empty": "There is no benefit."}

    def parts(self, rows, position):
        years = [
            {
                "reference": one.reference,
                "title": one.entry.title,
                "year": year.year,
                "planned": year.planned,
                "realised": year.realised,
                "moved": year.moved,
            }
            for _, one in measured_at(position)
            for year in one.years
        ]
        title = "Planned and realised, year by year"
        return [part("planned-and-realised-years", title, YEARS, years)] if years else []


def _row(one, judged, has_left):
    said = f"{judged.get_judged_display()}, {day(judged.review.as_at)}" if judged else NOT_REVIEWED
    return {
        "reference": one.reference,
        "title": one.entry.title,
        "measure": one.measure,
        "baseline": one.baseline,
        "target": one.target,
        "planned": one.planned,
        "realised": one.realised,
        "realised_on": iso(one.realised_on),
        "difference": one.difference,
        "judged": said,
        "reason": judged.reason if judged else "",
        "has_left": has_left,  # told in a note
    }
