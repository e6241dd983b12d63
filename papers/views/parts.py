"""Writing the parts of a paper."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse

from programme.formats import moment
from programme.ui import once

from .. import actions, decision_forms, forms, permissions
from ..choices import PartKind
from ..deciding import last_decisions, printed_action
from ..edited import is_edited
from ..in_print import told_of
from ..models import UnsavedText
from ..put_to_meeting import DECIDED, is_decided, may_still_change, printed_form
from ..recommended_words import in_words
from ..references import targets
from ..second import differing_in
from ..sheet_fields import answers_to
from ..text import HELP, parse
from ..unsaved import keep_unsaved, typed_in
from ..waiting import undecided_before
from .base import OnePart, PapersView, PartForm, in_order, otherwise, to_put_back
from .writing import TOOK_UP, Writing


class WritePart(Writing, PartForm):
    """A page on which a part is written."""

    @property
    def part(self):
        return self.row

    def context(self, **extra):
        """With what differs between the two languages as they are saved."""
        is_opened = self.request.method == "GET" and self.paper.second_language
        differing = differing_in(self.row) if is_opened else []
        return super().context(differing=differing, **extra)

    def done_message(self, part):
        saved = f"{part.heading} saved: {part.get_state_display().lower()}."
        return f"{saved} {told_of(part)}".strip()


class WriteText(WritePart):
    """The text of a part."""

    kind, form_class, action = PartKind.TEXT, forms.TextForm, actions.write_part

    def preview(self, cleaned):
        second = parse(cleaned.get("second_text", ""))
        return {"blocks": parse(cleaned["text"]), "second": {"blocks": second}}


class KeepUnsaved(OnePart, PapersView):
    """Keeps what a person has typed so far; a script asks for it every few seconds."""

    permission = permissions.WRITE

    def post(self, request, **kwargs):
        of, typed = request.GET.get("of", ""), typed_in(request.POST)
        version = "0" if of == UnsavedText.NEW else request.POST.get("version", "")
        if not (self._is_form(of) and version.isdecimal() and len(version) < 10 and typed):
            return self._not_kept("Nothing was sent.")
        how = {"by": request.user, "at": self.now, "typed": typed, "version": int(version)}
        key = request.POST.get(TOOK_UP, "")
        how |= {"of": of, "page": request.POST.get(once.TOKEN, "")[:40]}
        how["took_up"] = int(key) if key.isdecimal() and len(key) < 19 else None
        try:
            keep_unsaved(self.row, **how)
        except ValidationError as error:
            return self._not_kept(" ".join(error.messages))
        kept = f"What you typed is kept, {moment(self.now)}. Not saved yet. {told_of(self.row)}"
        return JsonResponse({"kept": kept.strip()})

    def _is_form(self, of):
        """Whether `of` is a form of the part: its own, or of a recommendation."""
        if not of or self.row.kind != PartKind.RECOMMENDATIONS:
            return not of
        known = self.paper.recommendations.all()
        return of == UnsavedText.NEW or of in {str(pk) for pk in known.values_list("pk", flat=True)}

    def _not_kept(self, why):
        return JsonResponse({"kept": "", "problem": f"What you typed is not kept. {why}"})


class References(OnePart, PapersView):
    """All that the texts of a paper can refer to; the editor asks for it."""

    permission = permissions.WRITE

    def get(self, request, **kwargs):
        found = targets(self.paper, self.now, self.allowed)
        shown = [{"ref": one.ref, "name": one.name, "label": one.label} for one in found]
        groups = [{**said, "group": one.group} for said, one in zip(shown, found, strict=True)]
        return JsonResponse({"targets": groups})


class AnswerFrontSheet(WritePart):
    """The fields of the front sheet of the paper's body."""

    kind, action = PartKind.FRONT_SHEET, actions.fill_front_sheet

    def find(self, pk):
        super().find(pk)
        self.sheet = actions.front_sheet_of(self.paper.meeting.body)

    def form_of(self, row, data=None):
        self._spread(row)
        how = {"programme": self.programme, "part": row, "sheet": self.sheet}
        return forms.FrontSheetForm(data, **how)

    def as_looked_at(self, current, version):
        return self._spread(super().as_looked_at(current, version))

    def _spread(self, row):
        """Gives the row its answers under the names of the form, for the page of two versions."""
        for prefix in ("", "second_") if row else ():
            said, _ = answers_to(self.sheet, getattr(row, f"{prefix}answers"))
            for one in self.sheet:
                setattr(row, f"{prefix}{one.name}", said.get(one.key, ""))
        return row

    def context(self, **extra):
        """With how a text is written, and what was answered to fields that are asked no more."""
        _, strays = answers_to(self.sheet, self.row.answers)
        earlier = [{"label": one.label, "value": one.as_typed(answer)} for one, answer in strays]
        form = extra.get("form")  # none on the page of two versions
        texts = form and any(map(is_edited, form.fields.values()))
        return super().context(earlier=earlier, how_written=HELP if texts else "", **extra)

    def preview(self, cleaned):
        found = [one.printed(cleaned[one.name]) for one in self.sheet]
        second = [
            one.printed(cleaned[name])
            for one in self.sheet
            if (name := f"second_{one.name}") in cleaned
        ]
        return {"fields": found, "second": {"fields": second}}


class SayPositions(WritePart):
    """How far each action from the last meeting is."""

    kind, action = PartKind.ACTIONS, actions.say_positions

    @property
    def intro(self):
        rows = "Actions that became rows of a log are printed with the state of that row too."
        return f"{rows} {undecided_before(self.paper, self.today)}".strip()

    def find(self, pk):
        super().find(pk)
        self.decisions = last_decisions(self.paper)

    def form_of(self, row, data=None):
        self._spread(row)
        how = {"programme": self.programme, "part": row, "decisions": self.decisions}
        return decision_forms.PositionsForm(data, **how)

    def as_looked_at(self, current, version):
        return self._spread(super().as_looked_at(current, version))

    def _spread(self, row):
        """Gives the row its answers under the names of the form, for the page of two versions."""
        for one in self.decisions if row else ():
            setattr(row, one.name, row.answers.get(str(one.pk), ""))
            setattr(row, f"second_{one.name}", row.second_answers.get(str(one.pk), ""))
        return row

    def context(self, **extra):
        return super().context(how_written=HELP if self.decisions else "", **extra)

    def preview(self, cleaned):
        found, second = (
            [
                printed_action(one, cleaned.get(f"{prefix}{one.name}", ""), self.position, prefix)
                for one in self.decisions
            ]
            for prefix in ("", "second_")
        )
        return {"actions": found, "second": {"actions": second}}


class Recommended(PartForm):
    """The recommendations in their order, and whether they are complete."""

    kind, template = PartKind.RECOMMENDATIONS, "papers/recommended.html"
    action = actions.say_recommended

    def form_of(self, row, data=None):
        return forms.RecommendedForm(data, programme=self.programme, part=row)

    def done_message(self, part):
        return f"{super().done_message(part)} {told_of(part)}".strip()

    def act(self, form):
        return actions.say_recommended(self.row, by=self.request.user, at=self.now, **form.values())

    def context(self, **extra):
        rows = self.paper.recommendations.in_use()
        items = in_order(self, rows, PAGES, _said)
        out, page = self.paper.recommendations, "papers:put_back_recommendation"
        out = [
            one
            for one in to_put_back(self, out, page)
            if may_still_change(self.paper, into=printed_form(one["row"]))
        ]
        fixed = is_decided(self.paper) and not otherwise(self.paper)
        flags = [*filter(None, [told_of(self.row)]), *otherwise(self.paper)]
        flags += [DECIDED.format(self.paper.meeting)] if fixed else []
        said = {"items": items, "out": out, "flags": flags, "fixed": fixed}
        return super().context(part=self.row, **said, **extra)


PAGES = {
    "move": "papers:move_recommendation",
    "change": "papers:recommendation",
    "leave_out": "papers:leave_out_recommendation",
}


def _said(row):
    acts, delegated = row.acts and f"Who acts: {row.acts}", in_words(row.delegation)
    return [acts, delegated and f"Delegated: {delegated}"]
