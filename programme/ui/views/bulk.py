"""A step that several rows of a register take at once, each by its own action."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme import owners
from programme.authorization import NotPermitted
from programme.models import Save
from programme.records import StaleEntry, lock_programme
from programme.ui import once
from programme.ui.bulk import Taken, WeeksField, movable, moved, steps_of
from programme.ui.sheets import MOST_ROWS, as_query

from .many import ManyRows, versions_in

EACH = "all"  # chosen in place of references: every row that the register shows


class BulkMixin(ManyRows):
    """Mixed into a log's list view: rows and a step are chosen, and one page confirms it.

    The address names the step and the rows, so that the confirmation can be looked at again.
    """

    title = "Change several rows"

    @cached_property
    def asked(self):
        """The references of the rows that the address names."""
        return self.request.GET.getlist("row")[:MOST_ROWS]

    @cached_property
    def listed(self):
        """The rows among which is chosen: those of the register, and what was chosen there."""
        found = list(self.whole(self._rows_of(self._page_of(self.filterset.qs.count()))))
        asked = [] if EACH in self.asked else self.entries
        return found + [one for one in asked if one not in found]

    @cached_property
    def entries(self):
        """The rows that were chosen."""
        if EACH in self.asked:
            return self.listed
        found = self.log.entries(self.position).filter(reference__in=self.asked)
        return list(self.whole(found))

    @cached_property
    def step(self):
        """The step that the address names; None where it is none that these rows can take."""
        asked = self.request.GET.get("step", "")
        return next((one for one in self.steps_of(self.entries) if one.key == asked), None)

    def steps_of(self, entries):
        self.log.look_up_decisions(entries)
        return steps_of(self, entries)

    @cached_property
    def rows(self):
        return [Taken(one, self.step.why_not(self, one)) for one in self.entries]

    def get(self, request):
        if self.is_shut:
            return self.turned_away()
        if "step" not in request.GET:
            return self.choose()
        if not self.entries:
            return self.choose("Choose the rows.")
        if not request.GET["step"]:
            return self.choose("Choose what is done.")
        if self.step is None:
            return self.choose("Choose what is done: none of these rows can take that step here.")
        return self.confirm(self.form())

    def choose(self, problem=""):
        """The page on which rows and step are chosen."""
        query = self.request.GET
        names = (name for name in query if name not in ("step", "row"))
        return self.page(
            "programme/bulk_choose.html",
            problem=problem,
            entries=self.listed,
            each=EACH,
            steps=self.steps_of(self.entries or self.listed),
            chosen_rows=self.asked,
            chosen_step=query.get("step", ""),
            carried=[(name, one) for name in names for one in query.getlist(name)],
            chips=self.filterset.chips(query),
            register_url=self.register_url(),
            detail=self.log.url("detail"),
        )

    # --- one page confirms it

    def form(self, data=None):
        """What is asked once for all rows, as the first that can take the step is asked it."""
        able = next((row.entry for row in self.rows if not row.why_not), None)
        if able is None:
            return None
        form = self.step.page_of(self, able).filled_in(data) if data else None
        form = form or self.step.page_of(self, able).form()
        names = self.step.names(form)
        for name in set(form.fields) - {*names, *form.asked_back}:
            del form.fields[name]
        # the first row's owner is not the one who is meant for all
        form.initial |= dict.fromkeys({*names}.intersection(owners.BOTH), "")
        self.by_weeks = movable(self.log, form, names)
        if self.by_weeks:
            form.initial[self.by_weeks] = ""
            form.fields["weeks"] = WeeksField()
            form.fields[self.by_weeks].initial = ""
            if data and data.get("weeks", "").strip():
                form.fields[self.by_weeks].required = False
        return form

    def confirm(self, form):
        """The page that names each row, and why those refused are refused."""
        able = [row for row in self.rows if not row.why_not]
        return self.page(
            "programme/bulk_confirm.html",
            form=form,
            step=self.step,
            rows=self.rows,
            able=able,
            refused=[row for row in self.rows if row.why_not],
            errors=[row for row in self.rows if row.error],
            versions=" ".join(f"{row.entry.pk}:{row.entry.version}" for row in able),
            waits=self.waits,
            once=self.request.POST.get(once.TOKEN) or once.new_token(),
            detail=self.log.url("detail"),
            cancel_url=self.register_url(),
        )

    def post(self, request):
        if earlier := self.sent_before(request.POST):
            return once.lead_back(self.request, earlier)
        if not self.entries or self.step is None:
            messages.error(request, "Nothing was done: none of these rows can take that step now.")
            return redirect(self.register_url())
        form = self.form(request.POST)
        if form is None or not form.is_valid():
            return self.confirm(form)
        done = self.save(form)
        if isinstance(done, Save):
            return once.lead_back(self.request, done)
        if done:
            messages.success(request, self.told(done, self._notes()))
        if any(row.error for row in self.rows):
            return self.confirm(form)
        return redirect(self.register_url())

    def _notes(self):
        return [note for row in self.rows if row.saved for note in row.notes]

    def save(self, form):
        """Takes the step with each row that can, or with none where all wait for those that cannot;
        gives the entries, or the `Save` that came first.
        """
        data = self.request.POST
        with transaction.atomic():
            lock_programme(self.programme)
            if earlier := self.sent_before(data):
                return earlier
            for row in self.rows:
                if row.why_not and self.waits:
                    row.error = row.why_not
                elif not row.why_not:
                    self._take(row, form)
            done = [row.saved for row in self.rows if row.saved]
            if any(row.error for row in self.rows) and self.waits:
                transaction.set_rollback(True)
                return []
            if done and not any(row.error for row in self.rows):
                save = once.claim(data, self.request.user, self.now, self.request.path)
                self.note_saved(save, self.register_url(), self.saved_in_words(done))
        for row in (row for row in self.rows if row.saved):
            row.entry, row.why_not = row.saved, "Done."
        return done

    def _take(self, row, asked):
        """Takes the step with one row, by the form of its own page with what was asked once."""
        page = self.step.page_of(self, row.entry)
        sent = self._sent(page.form(), row, asked)
        if sent.get(self.by_weeks) == "" and asked.cleaned_data.get("weeks"):
            row.error = "It has no single day that could be moved."
            return
        form = page.filled_in(as_query(sent))
        if self.step.narrows:
            for name in set(form.fields) - {*self.step.names(form), "version", *form.asked_back}:
                del form.fields[name]
        try:
            with transaction.atomic():
                if form.is_valid() and self._is_seen(row, form):
                    row.saved = page.act(form)
        except NotPermitted as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.take(error)
        except StaleEntry as stale:
            said = f"{stale.current.updated_by_name} changed it since you opened this page."
            form.add_error(None, f"{said} Look at it again.")
        row.error = " ".join(text for errors in form.errors.values() for text in errors)
        row.notes = (
            [f"{row.entry.reference}: {one}" for one in form.readings()] if row.saved else []
        )

    def _sent(self, own, row, asked):
        """What is sent for a row: what stands in its own form, with what was asked once."""
        data = self.request.POST
        sent = {name: own[name].value() for name in own.fields}
        sent = {name: value for name, value in sent.items() if value not in (None, False)}
        sent |= {name: data.get(name, "") for name in self.step.names(own)}
        sent |= {name: data[name] for name in own.asked_back if data.get(name)}
        if (weeks := asked.cleaned_data.get("weeks")) and not sent[self.by_weeks].strip():
            sent[self.by_weeks] = moved(row.entry, self.by_weeks, weeks)
        version = versions_in(data.get("rows", "")).get(row.entry.pk)
        return {**sent, "version": "" if version is None else version}

    def _is_seen(self, row, form):
        """Whether the page that was sent says which version of the row it was about."""
        if form.cleaned_data.get("version") is None:
            form.add_error(None, "The page that you sent does not say which version it was about.")
        return not form.errors
