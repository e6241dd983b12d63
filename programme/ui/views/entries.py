"""One entry of a log: how it is found, and its own page."""

from django.http import Http404

from programme import audit, reporting
from programme.extension import extensions

from .registers import LogView


class EntryView(LogView):
    """A page of one entry, found by its reference."""

    def find(self, reference):
        self.entry = self.log.entries(self.programme, self.at).filter(reference=reference).first()
        if self.entry is None:
            raise Http404(f"No {reference} in this log at this moment.")

    def entry_url(self, name=None):
        """The address of the entry, or of one of its actions."""
        return self.address(name or self.log.detail_url_name, self.entry.reference)


class DetailView(EntryView):
    """One entry with its facts, its child rows and its history."""

    edit_permission = None
    edit_url_name = ""

    @property
    def permission(self):
        return self.log.permission

    @property
    def title(self):
        return f"{self.entry.reference} {self.entry.title}"

    def groups(self):
        """Groups of facts: {"title", "rows": [{"label", "value"}]}."""
        return []

    def tables(self):
        """Tables of child rows: each a `programme.ui.child_tables.ChildTable`."""
        return []

    def steps(self):
        """The state machine's next steps: (label, url name, permission) triples."""
        return []

    def flags(self):
        """Warnings in words."""
        return []

    def get(self, request, **kwargs):
        may_edit = self.edit_permission and self.allowed(self.edit_permission) and not self.at
        edit_url = self.entry_url(self.edit_url_name) if may_edit else None
        return self.page(
            "programme/detail.html",
            entry=self.entry,
            state=self.entry.get_state_display(),
            flags=self.flags(),
            groups=[{"change_url": edit_url, **group} for group in self.groups()],
            actions=[
                {"label": label, "url": self.entry_url(name), "secondary": number > 0}
                for number, (label, name) in enumerate(self._open_steps())
            ],
            tables=[*self.tables(), *self._tables_of_others()],
            events=self._events(),
            appears_in=self._appearances(),
            **self.extra(),
        )

    def extra(self):
        """More for the template."""
        return {}

    def _tables_of_others(self):
        """What other logs add; each declares it, so that none has to know another."""
        return [
            log.tables_on[self.log.name](self, self.entry)
            for log in reporting.logs()
            if self.log.name in log.tables_on
        ]

    def _appearances(self):
        return [
            link
            for room in extensions()
            for link in room.appearances(self.log, self.entry, self.roles)
        ]

    def _open_steps(self):
        if self.at:
            return []
        return [
            (label, name) for label, name, permission in self.steps() if self.allowed(permission)
        ]

    def _events(self):
        events = audit.events_of(self.entry)
        return events.filter(at__lte=self.at) if self.at else events


def facts_of(entry, *names):
    """Labels and values of columns for a detail page: choices by their words, days and money written out."""
    return [_fact(entry, entry._meta.get_field(name)) for name in names]


def _fact(entry, field):
    label = str(field.verbose_name)
    value = getattr(entry, field.name)
    words = audit.in_words(value, field)
    return {"label": label[:1].upper() + label[1:], "value": words}
