"""The law that a body's papers follow: clear days, exempt information, equality."""

from programme.authorization import permissions
from programme.formats import day
from programme.models import Body
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable

from .standing import Bodies, OneOf


class BodyLaw(Bodies, OneOf, ProgrammeView):
    """What the law of a body's nation asks, with the days from which and until which it does."""

    permission = permissions.SEE_PROGRAMME

    @property
    def title(self):
        return f"Law for {self.row.name}"

    def crumbs(self):
        bodies = ("Bodies", self.address(self.back))
        return [*super().crumbs(), bodies, (self.row.name, self.address("body", self.row.pk))]

    def get(self, request, **kwargs):
        law, body = self.row.law, self.row
        is_executive = body.regime == Body.Regime.EXECUTIVE or body.kind == Body.Kind.CABINET
        executives = law.executive if is_executive else ()
        executive = [self._duties("Executives", executives)] if executives else []
        warning = self.row.law_warning(self.day)
        return self.page(
            "programme/plain_table.html",
            intro=(
                f"{law.name}. Rules on access: {self.row.get_regime_display() or 'not recorded'}."
                f" In short words of our own, as on {day(self.day)}; the Act decides."
            ),
            flags=[warning] if warning else [],
            tables=[self._clear_days(law), *executive, self._exempt(law), self._equality(law)]
            + [self._open(law)],
        )

    def _clear_days(self, law):
        rows = [[str(one.count), one.law, one.in_force] for one in law.clear_days]
        return ChildTable("Clear days", ["Clear days", "Law", "In force"], rows)

    def _exempt(self, law):
        found = law.exempt_on(self.day)
        empty = f"The list that was in force on {day(self.day)} is not kept here."
        rows = [
            [one.number, one.words, one.test_in_words, one.limits]
            for one in (found.paragraphs if found else ())
        ]
        return ChildTable(
            "Exempt information",
            ["Paragraph", "What it is about", "Public interest is weighed", "Limits"],
            rows,
            text=f"{found.law}. {found.in_force}. {found.test}" if found else "",
            empty=empty,
        )

    def _open(self, law):
        years = [("Agenda, reports and minutes", law.open_years)]
        years.append(("Background papers", law.background_years))
        rows = [[what, str(found or "Not recorded: read the Act")] for what, found in years]
        return ChildTable("How long they are open", ["What", "Years from the meeting"], rows)

    def _equality(self, law):
        return self._duties("Equality", law.equality)

    def _duties(self, title, duties):
        rows = [[one.law, one.words, one.in_force] for one in duties]
        return ChildTable(title, ["Law", "What it asks", "In force"], rows)
