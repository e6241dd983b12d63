"""Editing an entry, and what is shown when somebody else has saved meanwhile."""

from django.utils.functional import cached_property

from programme.decided import decisions_about, fixed_facts
from programme.ui import conflicts, once

from .entries import facts_of
from .forms import ANOTHER, EntryFormView


class TwoVersions:
    """Mixed into a form view: saving over a newer save shows both versions, field by field."""

    def form_of(self, row, data=None):
        """The form about `row` as it stands there."""
        return self.form_class(data, programme=self.programme, instance=row)

    def post(self, request, **kwargs):
        if conflicts.answered(request.POST):
            request.POST = conflicts.merged(request.POST, self.form())
        return super().post(request, **kwargs)

    def get(self, request, **kwargs):
        kept = once.look_at_kept(request)
        if kept is not None and conflicts.answered(kept):
            once.change_kept(request, conflicts.merged(kept, self.form()))
        return super().get(request, **kwargs)

    def is_open_now(self, current):
        return not getattr(current, "is_closed", False)

    def as_looked_at(self, current, version):
        """The row as it was when the person opened the form; None where nothing tells."""
        return conflicts.as_looked_at(current, version)

    def stale(self, form, current):
        if not self.is_open_now(current):
            return super().stale(form, current)
        base = self.as_looked_at(current, form.cleaned_data.get("version"))
        versions = conflicts.versions(form, self.form_of(current), current, base)
        token = form.data.get(once.TOKEN) or once.new_token()
        return self.page(
            "programme/conflict.html", cancel_url=self.cancel_url(), once=token, **versions
        )


class EditView(TwoVersions, EntryFormView):
    """Changes an entry."""

    action = None  # called with the entry, by, at, version and the form's values

    @cached_property
    def after(self) -> str:
        """The reference of the next row of the list that can be changed; empty where none can."""
        if not self.listed:
            return self.log.open_after(self.entry, self.position)
        shut, rows = self.log.closed_states, self.in_list()
        place = self.place(rows.exclude(state__in=shut) if shut else rows)
        return place.after if place else ""

    @property
    def submit_label(self):
        """Nothing where a decision fixed all that the form asks for."""
        asked = {*self.form_class.base_fields} - {"version", *fixed_facts(self.entry)}
        return "Save" if asked else ""

    @property
    def second_label(self):
        return "Save and go to the next row" if self.after and self.submit_label else None

    def second_url(self, entry):
        """The same form of the next row; Enter presses the same button there."""
        return self.address_with(self.log.url("edit"), self.after, **{ANOTHER: "yes"})

    def done_url(self, entry):
        """Back to the list from which the row was opened, where there is one."""
        return self.register_url() if self.listed else super().done_url(entry)

    def done_links(self, entry):
        detail = self.log.url("detail")
        found = [(detail, entry.reference, f"Open {entry.reference}")] if self.listed else []
        found += [(self.log.url("edit"), self.after, f"Next row: {self.after}")] * bool(self.after)
        return [(self.address(name, reference), words) for name, reference, words in found]

    @property
    def permission(self):
        return self.log.keep

    @property
    def title(self):
        return f"Change {self.entry.reference}"

    @property
    def intro(self):
        """What was decided about facts that stand in the form of an entry before that."""
        asked, entry = self.form_class.base_fields, self.entry
        found = [one for one in decisions_about(type(entry)) if one.fixed(entry, asked)]
        return " ".join(one.in_words(entry) for one in found)

    def facts(self):
        asked, fixed = self.form_class.base_fields, fixed_facts(self.entry)
        return facts_of(self.entry, *(name for name in asked if name in fixed))

    def done_message(self, entry):
        """Says what became of a decision that fell with the change."""
        before, now = (getattr(one, "state", "") for one in (self.entry, entry))
        said = f" It is {entry.get_state_display().lower()} now." if now != before else ""
        return super().done_message(entry) + said

    def form(self, data=None):
        return self.form_of(self.entry, data)

    def form_of(self, entry, data=None):
        form = self.form_class(data, programme=self.programme, instance=entry)
        self.log.fit(form, self.position)
        return form.leave_out_decided()

    def act(self, form):
        version = form.cleaned_data["version"]
        return type(self).action(
            self.entry, by=self.request.user, at=self.now, version=version, **form.values()
        )
