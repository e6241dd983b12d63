"""One entry of a log: how it is found, and its own page."""

from copy import copy

from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html_join

from programme import audit
from programme.decided import lifting
from programme.entries import mistake_of
from programme.extension import extensions
from programme.formats import day
from programme.log import logs
from programme.owners import PERSON
from programme.ui.listed import place_of

from .registers import LogView

SOURCE = "from"  # in the address of a new entry: the reference of that of which it is a copy
GONE = "Added by mistake"  # in place of the state of what was withdrawn


class EntryView(LogView):
    """A page of one entry, found by its reference."""

    mistake = None  # says that the entry was added by mistake and withdrawn

    def find(self, reference):
        """Finds what was withdrawn as a mistake too, to say so: its reference stands in the history
        and perhaps in a paper, and somebody may have typed something about it.
        """
        self.entry = self.log.entry(self.position, reference)
        if self.entry is None:
            self.entry = self.log.withdrawn(self.position).filter(reference=reference).first()
            self.mistake = self.entry and mistake_of(self.entry, self.at)
        if self.entry is None:
            raise Http404(f"No {reference} in this log at this moment.")
        self.entry.programme = self.programme  # which need not be read again

    def entry_url(self, page="detail"):
        """The address of the entry's own page, or of its form or one of its steps."""
        return self.address(self.log.url(page), self.entry.reference)

    @cached_property
    def listing(self):
        """The register from which the page was opened, as a page of its own."""
        request = copy(self.request)
        request.GET = QueryDict(self.listed)
        return self.page_like(self.log.list_view, request=request)

    def in_list(self):
        """The rows of the register from which the page was opened, in its order."""
        return self.listing.ordered() if self.listed else self.log.entries(self.position)

    def place(self, rows=None):
        """Where the entry stands among the rows of the register; None where it is none of them."""
        if rows is None and not self.listed:
            references = self.log.references(self.position)
        else:
            rows = self.in_list() if rows is None else rows
            references = rows.values_list("reference", flat=True)
        return place_of(self.entry.reference, list(references))

    def register_url(self):
        """The register with the filters that it had, at the row."""
        place = self.place() if self.listed else None
        if place is None:
            return super().register_url()
        page = (place.number - 1) // self.listing.page_size
        return (
            f"{super().register_url(**({'page': page + 1} if page else {}))}#{self.entry.reference}"
        )


class DetailView(EntryView):
    """One entry with its facts, its child rows, the steps that are open, and its history."""

    adder = None  # the view that adds an entry
    prepared = False  # whether it shows what rows of the register print: see `Log.prepare`

    def find(self, reference):
        super().find(reference)
        if self.prepared:
            self.log.prepare([self.entry], self.position)

    @property
    def permission(self):
        return self.log.permission

    @property
    def title(self):
        return f"{self.entry.reference} {self.entry.title}"

    @property
    def may_keep(self):
        """Whether the person may change the entry and its child rows here."""
        return self.may(self.log.keep) and not self.entry.is_closed

    def may(self, permission):
        """Whether the person may do more to the entry and its child rows here, closed or not: not
        in the past, nor once it was withdrawn as a mistake.
        """
        return self.allowed(permission) and not (self.at or self.mistake)

    def may_take(self, step):
        """Whether the person may take a step, a view, on child rows here: one that stays open is
        offered in a closed programme too.
        """
        shut = self.is_shut and not step.has_place_after_closing()
        return self.holds(self._otherwise(step)) and not (shut or self.at or self.mistake)

    def groups(self):
        """Groups of facts: {"title", "rows": [{"label", "value"}], "change_url"}.

        A method `show_NAME` of the view writes a fact in its own way, as a link for example.
        """
        change_url = self.entry_url("edit") if self.may_keep else None
        return [
            {
                "title": group["title"],
                "rows": [self._shown(row) for row in group["rows"]],
                "change_url": change_url if group["kept"] else None,
                "links": self._links_of(group["title"]),
            }
            for group in self.log.groups(self.entry, self.position)
        ]

    def _links_of(self, title):
        """What else can be done to a group of facts: a further owner is named beside the lead."""
        person = self.log.bound.get(PERSON)
        if not (self.may_keep and person and person.fact.group == title):
            return []
        url = self.address("owner_add", self.log.name, self.entry.reference)
        return [{"label": "Name a further owner", "url": url}]

    def show_further_owners(self):
        """Those who own it with the lead, each with the way to end that."""
        found = self.position.further_owners[self.entry._meta.label_lower, self.entry.pk]
        people, said = self.position.people, '{}{} <a class="govuk-link no-print" href="{}">{}</a>'
        if not self.may_keep:
            said = "{}{}"
        return format_html_join(
            "\n",
            said,
            (
                (
                    *(people.get(one.person_id), one.where),
                    *(self.address("owner_end", one.pk), f"End for {people.get(one.person_id)}"),
                )
                for one in found
            ),
        )

    def _shown(self, row):
        if self.mistake and row["name"] == "state":  # it stood so, and nothing of it stands
            return {**row, "value": GONE}
        show = getattr(self, f"show_{row['name']}", None)
        return {**row, "value": show()} if show and row["value"] else row

    def _blanks_last(self, group):
        """The facts that are given, and in one line the names of those that nobody gave."""
        given = [row for row in group["rows"] if row["value"]]
        blank = ", ".join(row["label"] for row in group["rows"] if not row["value"])
        return {**group, "rows": given, "blank": blank}

    def tables(self):
        """Tables of child rows: each a `programme.ui.child_tables.ChildTable`."""
        return []

    def flags(self):
        """Warnings in words."""
        return []

    def get(self, request, **kwargs):
        if not self.at:
            self.log.look_up_decisions([self.entry])
        return self.page(
            "programme/detail.html",
            entry=self.entry,
            state=GONE if self.mistake else self.entry.get_state_display(),
            flags=[*self._withdrawn(), *self.flags(), *self._flags_of_rooms()],
            groups=[self._blanks_last(group) for group in self.groups()],
            actions=self._buttons(),
            duplicate_url=self._duplicate_url(),
            neighbours=self._neighbours(),
            tables=[*self.tables(), *self._tables_of_others()],
            parts=self._parts_of_rooms(),
            events=self._events(),
            appears_in=self._appearances(),
            **self.extra(),
        )

    def _withdrawn(self):
        if not self.mistake:
            return []
        who, when = self.mistake.recorded_by_name, day(self.mistake.recorded_at)
        said = (
            f"Withdrawn by {who} on {when}: it was added by mistake, and no list or count has it."
        )
        return [f"{said} Why: {self.mistake.why}"]

    def extra(self):
        """More for the template."""
        return {}

    def _tables_of_others(self):
        """What other logs add; each declares it, so that none has to know another."""
        return [
            log.tables_on[self.log.name](self, self.entry)
            for log in logs()
            if self.log.name in log.tables_on
        ]

    def _flags_of_rooms(self):
        rooms = [] if self.at or self.mistake else extensions()
        return [one for room in rooms for one in room.row_flags(self, self.log, self.entry)]

    def _parts_of_rooms(self):
        return [one for room in extensions() for one in room.row_parts(self, self.log, self.entry)]

    def _appearances(self):
        return [
            link
            for room in extensions()
            for link in room.appearances(self.log, self.entry, self.roles)
        ]

    def _buttons(self):
        """A button for each step that is open to the entry and to the person; the first one stands
        out.
        """
        steps = [] if self.at else self.log.step_views
        offered = [
            step
            for step in steps
            if not self.is_shut or step.has_place_after_closing()
            if self.holds(step.permission)
            if self.holds(lifting(self.entry, step.name) or self._otherwise(step))
            if step.for_withdrawn == bool(self.mistake)
            if step.is_offered(self)
        ]
        return [
            {
                "label": step.label_for(self.entry),
                "url": self.entry_url(step.name),
                "secondary": number > 0 or not step.stands_out,
            }
            for number, step in enumerate(offered)
        ]

    def _otherwise(self, step):
        """What a step takes of the person where it lifts no decision."""
        return step.otherwise_of(self.entry, self.request.user) or step.permission

    def _duplicate_url(self):
        """Where a new entry begins as a copy of this one; blank for who may not add one."""
        adder = self.adder
        if adder is None or self.at or self.mistake or not self.allowed(adder().permission):
            return ""
        return self.address_with(self.log.url("add"), **{SOURCE: self.entry.reference})

    def _neighbours(self):
        """Links to the rows before and after it in the list; none where it stands alone."""
        place, detail = self.place(), self.log.url("detail")
        if place is None or place.count == 1:
            return {}
        ways = {"before": place.before, "after": place.after}
        urls = {one: self.address(detail, one) for one in ways.values() if one}
        links = {way: {"label": one, "url": urls[one]} for way, one in ways.items() if one}
        return {**links, "place": place}

    def _events(self):
        events = audit.events_of(self.entry)
        return events.filter(at__lte=self.at) if self.at else events


def facts_of(entry, *names):
    """Labels and values of columns, as words: for what a step's form shows above it."""
    return [_fact(entry, entry._meta.get_field(name)) for name in names]


def _fact(entry, field):
    label = str(field.verbose_name)
    value = getattr(entry, field.name)
    words = audit.writer(entry, field)(value)
    return {"label": label[:1].upper() + label[1:], "value": words}
