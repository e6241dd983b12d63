"""The rounds of a programme, and one round: who has answered, and who is missing."""

from django.core.paginator import Paginator
from django.utils.html import format_html

from programme.formats import DISPOSED, counted, day, listed
from programme.retention import certificate_url
from programme.ui import once
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.paging import pager
from rounds.choices import Said
from rounds.models import Plan, Round
from rounds.permissions import KEEP, SEE
from rounds.progress import in_words, lines_of, position_of, shares_of
from rounds.schedule import next_of
from rounds.scope import drafts

from .found import OfRound, way

LINK = '<a class="govuk-link" href="{}">{}</a>'
CERTIFICATE = '{}. <a class="govuk-link" href="{}">Certificate</a>'
A_PAGE = 50  # rows
FEW = 3  # owners that a sentence names; their titles hold commas
LINK_OF = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'


class Rounds(ProgrammeView):
    """The rounds that were held, are open, and are planned."""

    permission, title = SEE, "Update rounds"

    def crumbs(self):
        return way(self)

    def get(self, request):
        keeps = self.allowed(KEEP) and not self.at
        rounds = Round.objects.as_at(self.at).filter(programme=self.programme)
        rounds = rounds.select_related("lead_partner").order_by("-opened_at", "-id")
        links = [("Plan rounds before meetings", "rounds:plan")] if keeps else []
        return self.page(
            "programme/plain_table.html",
            intro="In a round the owners confirm their rows, or say what has changed.",
            add_url=self.address("rounds:open") if keeps else None,
            add_label="Open a round",
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
            tables=[self._rounds(rounds), self._plans(keeps)],
        )

    def _rounds(self, rounds):
        rows = [
            [
                format_html(LINK, self.address("rounds:one", one.id), one.period),
                day(one.opened_at),
                day(one.closes_on),
                one.standing,
                one.scope_in_words,
            ]
            for one in rounds
        ]
        head = ["Round", "Opened", "Answers by", "State", "Rows"]
        return ChildTable("Rounds", head, rows, empty="No round was held yet.")

    def _plans(self, keeps):
        plans = Plan.objects.as_at(self.at).filter(programme=self.programme, stopped_at=None)
        rows = [
            [str(plan.body), self._next(plan), plan.scope_in_words, self._stop(plan, keeps)]
            for plan in plans.select_related("body", "programme", "lead_partner")
        ]
        head = ["Before every meeting of", "Next round", "Rows", "Change"]
        return ChildTable("Planned", head, rows, empty="No round is planned.")

    def _next(self, plan):
        found = next_of(plan, self.today)
        if self.at or not found:
            return "" if self.at else "No meeting to come leaves time for one."
        draft, opens_on = found
        meets = f"for the meeting on {day(draft.meeting.on)}"
        return f"Opens on {day(opens_on)}, answers by {day(draft.closes_on)}, {meets}"

    def _stop(self, plan, keeps):
        if not keeps:
            return ""
        return format_html(LINK_OF, self.address("rounds:stop", plan.id), "Stop", plan.body)


class RoundPage(OfRound, ProgrammeView):
    """One round: how far it is, who is missing, and what was answered for each row."""

    permission = SEE

    @property
    def title(self):
        return f"Update round {self.round.period}"

    def get(self, request, **kwargs):
        self.keeps = self.allowed(KEEP) and not self.at
        position = position_of(self.round, self.at, self.today)
        lines = lines_of(self.round, position)
        shares = shares_of(lines)
        mine = next((one for one in shares if one.owner.person == request.user.pk), None)
        page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
        reminds = any(one.waiting and one.owner.person for one in shares)
        return self.page(
            "rounds/round.html",
            facts=self._facts(),
            intro=in_words(shares) if shares else "No row is left in this round.",
            flags=self._flags(shares),
            extra_links=self._links(),
            answer_url=self.address("rounds:answer", self.round.id) if self._asks(mine) else "",
            remind_url=self.address("rounds:remind", self.round.id) if reminds else "",
            keeps=self.keeps,
            round=self.round,
            once=once.new_token(),
            tables=[*self._told(lines), self._owners(shares), self._rows(page)],
            pager=pager(page, request.GET),
        )

    def _asks(self, mine):
        return mine and self.round.is_open and not self.at

    def _facts(self):
        one = self.round
        told = (
            ("Opened", f"{day(one.opened_at)}"),
            ("Answers by", day(one.closes_on)),
            ("State", one.standing),
            ("Rows", one.scope_in_words),
            ("Meeting", str(one.meeting.when) if one.meeting else ""),
        )
        return [{"label": label, "value": value} for label, value in told if value]

    def _flags(self, shares):
        """Owners whom no mail reaches, and a meeting that moved since or is not held."""
        if not (self.keeps and self.round.is_open):
            return []
        alone = [one for one in shares if one.waiting and not one.owner.person]
        names = [one.owner.title for one in alone]
        who = listed(names) if len(names) <= FEW else f"{len(names)} owners"
        found = [f"{who} cannot sign in here. Answer on their behalf."] if alone else []
        meeting = self.round.meeting
        if meeting and not meeting.stands:
            off = f"The meeting of {meeting.body} on {day(meeting.on)} was {meeting.state}."
            found += [f"{off} Answers are still taken until {day(self.round.closes_on)}."]
        elif meeting:
            now = drafts(self.programme, self.today, id=self.round.meeting_id)
            moved = [one for one in now if one.closes_on != self.round.closes_on]
            found += [
                f"The draft for {one.meeting.body} is due on {day(one.on)} now. Answers are still"
                f" taken until {day(self.round.closes_on)}."
                for one in moved
            ]
        return found

    def _links(self):
        if not self.keeps:
            return []
        ways = [("Move the closing day", "rounds:day"), ("Close the round", "rounds:close")]
        ways = ways if self.round.is_open else [("Open the round again", "rounds:reopen")]
        return [{"label": label, "url": self.address(name, self.round.id)} for label, name in ways]

    def _told(self, lines):
        """What owners said who may not change the log: somebody enters it."""
        told = [one for one in lines if one.answer and one.answer.said == Said.TOLD]
        rows = [
            [self._link(one), one.owner.title, self._led(one.answer, one.answer.note)]
            for one in told
        ]
        title = "Told, and not entered yet"
        return [ChildTable(title, ["Row", "Owner", "What they say"], rows)] if rows else []

    def _owners(self, shares):
        rows = [
            [
                self._who(one.owner),
                f"{len(one.counted) - len(one.waiting):,} of {len(one.counted):,}",
                listed(line.entry.reference for line in one.waiting),
                self._answer_for(one),
            ]
            for one in shares
        ]
        late = (self.today - self.round.closes_on).days if self.round.is_open else 0
        text = f"Answers were due {counted(late, 'day')} ago." if late > 0 and not self.at else ""
        head = ["Owner", "Answered", "Missing", "Change"]
        return ChildTable("Who has answered", head, rows, empty="Nobody.", text=text)

    def _who(self, owner):
        """The job title; who keeps the round is told which owners no mail reaches."""
        alone = self.keeps and self.round.is_open and not owner.person
        return f"{owner.title} (cannot sign in)" if alone else owner.title

    def _answer_for(self, share):
        if not (self.keeps and self.round.is_open):
            return ""
        owner = share.owner
        who = {"person": owner.person} if owner.person else {"owner": owner.title}
        url = self.address_with("rounds:answer_for", self.round.id, **who)
        return format_html(LINK_OF, url, "Answer for them", owner.title)

    def _rows(self, page):
        rows = [[self._link(one), one.owner.title, self._answered(one)] for one in page.object_list]
        return ChildTable("Rows", ["Row", "Owner", "Answer"], rows, empty="No row.")

    def _answered(self, line):
        if line.answer:
            return self._led(line.answer, line.answer.in_words)
        return "Closed, nothing to answer" if line.is_settled else "Not answered"

    def _led(self, answer, words):
        """The words of an answer; those that were disposed of lead to the certificate."""
        if answer.note != DISPOSED:
            return words
        return format_html(CERTIFICATE, words, certificate_url(self.programme, answer))

    def _link(self, line):
        url = self.address(line.log.url("detail"), line.entry.reference)
        return format_html(LINK, url, line.entry)
