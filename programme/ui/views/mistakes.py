"""Correct a mistake: a step of every log that no log has to declare.

Which facts and which rows can be corrected follows from what the log declares.
"""

from django import forms
from django.http import Http404
from django.utils.html import format_html

from programme import mistakes
from programme.authorization import permissions
from programme.records import StaleEntry
from programme.ui.child_tables import ChildTable
from programme.ui.forms import ActionForm, RulesOfModel

from .edits import EditView
from .steps import StepView

INTRO = (
    "For what was typed wrongly. The history keeps it as a correction; no count, trend or report "
    "of changes takes it for a change. Where the facts themselves have changed, go back and change "
    "them."
)
NO_FACT = "You typed no fact of it that can be corrected. Rows that you added are below."


def mistake_field():
    return forms.CharField(
        label="What was wrong",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the letter says 2025. It is kept in the history.",
    )


def form_of_facts(log, form_class):
    """The form of a log's facts with those that its steps ask for, and what was wrong.

    What no step has said yet is not there to be corrected.
    """
    in_steps = [name for name in log.typed_fields if name not in log.form_fields]
    extra = {name: log.model._meta.get_field(name).formfield(required=True) for name in in_steps}

    class FactsForm(form_class):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name in extra:
                if isinstance(self.fields[name], forms.ModelChoiceField):
                    rows = self.fields[name].queryset.model.objects
                    self.fields[name].queryset = rows.of(self.programme)
                self.fields[name].initial = getattr(self.instance, name)
                if self.fields[name].initial in ("", None):
                    del self.fields[name]

    return type("FactsForm", (FactsForm,), {**extra, "mistake": mistake_field()})


class JoinsEveryLog:
    """Mixed into a step that every log has: `join` makes the log's own, with its button."""

    permission, stands_out, for_withdrawn = permissions.CORRECT, False, False
    name = ""

    @classmethod
    def has_place_after_closing(cls):
        return True

    @classmethod
    def join(cls, log, edit):
        """Adds the step to a log. `edit` is the view that changes its facts."""
        made = type(f"{cls.__name__}Of{edit.__name__}", (cls, edit), cls.particulars(log, edit))
        log.step_views.append(made)

    @classmethod
    def particulars(cls, log, edit):
        return {"log": log}

    @classmethod
    def address_ending(cls):
        return cls.name.replace("_", "-")

    @classmethod
    def label_for(cls, entry):
        return cls.label

    def is_open_now(self, current):
        """Settled rows are open to it too."""
        return True


class CorrectMistake(JoinsEveryLog, EditView):
    """Corrects facts of an entry, and leads to the rows that were added to it."""

    name, label, intro = "correct_mistake", "Correct a mistake", INTRO
    submit_label = "Save the correction"

    @classmethod
    def particulars(cls, log, edit):
        return {"log": log, "form_class": form_of_facts(log, edit.form_class)}

    @classmethod
    def is_offered(cls, page):
        by, entry = page.request.user, page.entry
        return bool(
            mistakes.correctable(cls.log, entry, by) or mistakes.rows_of(cls.log, entry, by)
        )

    def facts(self):
        return []

    @property
    def title(self):
        return f"Correct a mistake in {self.entry.reference}"

    def form_of(self, entry, data=None):
        form = self.form_class(data, programme=self.programme, instance=entry)
        self.log.fit(form, self.position)
        allowed = {*mistakes.correctable(self.log, entry, self.request.user), "mistake", "version"}
        allowed.update(form.asked_back)
        for name in set(form.fields) - allowed:
            del form.fields[name]
        return form

    def act(self, form):
        version = form.cleaned_data["version"]
        if version is None:  # nothing says what the person was looking at
            raise StaleEntry(self.entry)
        values = {"version": version, **form.values()}
        who = {"by": self.request.user, "at": self.now}
        return mistakes.correct_mistake(self.log, type(self).action, self.entry, **who, **values)

    def show(self, form):
        self.tables = [table for table in [self._rows()] if table.rows]
        if not set(form.fields) - {"mistake", "version"}:
            form.fields.pop("mistake", None)
            self.submit_label, self.intro = "", NO_FACT
        return super().show(form)

    def context(self, **extra):
        return super().context(tables=getattr(self, "tables", ()), **extra)

    def _rows(self):
        found = mistakes.rows_of(self.log, self.entry, self.request.user)
        return ChildTable(
            "Rows that were added",
            ["Row", "What it says", "Correct"],
            [
                [
                    ledger.noun[:1].upper() + ledger.noun[1:],
                    ledger.words(row),
                    self._link(ledger, row),
                ]
                for ledger, row in found
            ],
        )

    def _link(self, ledger, row):
        url = self.address(self.log.url("correct_row"), self.entry.reference, ledger.name, row.pk)
        return format_html(
            '<a href="{}">Correct<span class="govuk-visually-hidden"> {}: {}</span></a>',
            url,
            ledger.noun,
            ledger.words(row),
        )


class CorrectRow(JoinsEveryLog, StepView):
    """Corrects one row that was added to an entry."""

    name, label, intro = "correct_row", "Correct a mistake", INTRO
    submit_label, button = "Save the correction", False

    @classmethod
    def join(cls, log, edit):
        if log.ledgers:
            super().join(log, StepView)

    @classmethod
    def address_ending(cls):
        return "rows/<slug:ledger>/<int:row>/correct"

    @classmethod
    def is_open(cls, entry):
        return True

    @property
    def title(self):
        return f"Correct {self.ledger.noun} of {self.entry.reference}"

    def find(self, reference, ledger, row):
        super().find(reference)
        self.ledger = next((one for one in self.log.ledgers if one.name == ledger), None)
        if self.ledger is None:
            raise Http404("No such rows in this log.")
        self.row = self.child(self.ledger.of(self.entry), pk=row)

    def get(self, request, **kwargs):
        self._refuse_others()
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        self._refuse_others()
        return super().post(request, **kwargs)

    def _refuse_others(self):
        if not self.gone:
            mistakes.refuse_row(self.ledger, self.row, self.entry, self.request.user)

    def facts(self):
        return [*super().facts(), {"label": "On record", "value": self.ledger.words(self.row)}]

    def form(self, data=None):
        form_class = forms.modelform_factory(
            self.ledger.model, form=RowForm, fields=self.ledger.facts.split()
        )
        how = {"instance": self.row, "initial": self.initial()}
        form = form_class(data, programme=self.programme, **how)
        if not self.ledger.can_go:
            del form.fields["never"]
        self.log.fit(form, self.position)
        return form

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return mistakes.correct_row(self.log, self.ledger, self.row, **who, **form.values())


class RowForm(RulesOfModel, ActionForm, forms.ModelForm):
    """The facts of one row, and why they were wrong."""

    never = forms.BooleanField(label="The whole row was added by mistake", required=False)
    mistake = mistake_field()
