"""The front sheet of a body: its fields in their order."""

from django.http import Http404

from programme.models import Body

from .. import actions, forms, front_sheets, permissions
from ..models import FrontSheetField
from .base import PaperForm, PapersView, RowForm, in_order
from .recommendations import LeaveOutRecommendation, MoveRecommendation

PAGES = {
    "move": "papers:move_field",
    "change": "papers:field",
    "leave_out": "papers:leave_out_field",
}


def _said(field):
    asked = field.get_kind_display()
    return [asked + (", has to be filled in" if field.is_required else ""), field.hint]


class OfOneBody:
    """Mixed into pages about the front sheet of one body."""

    permission = permissions.ARRANGE

    def find(self, pk):
        self.body = Body.objects.filter(programme=self.programme, pk=pk).first()
        if self.body is None:
            raise Http404("No such body.")

    def crumbs(self):
        return [*PapersView.crumbs(self), (str(self.body), self.address("body", self.body.pk))]

    def cancel_url(self):
        return self.address("papers:front_sheet", self.body.pk)


class FrontSheet(OfOneBody, PapersView):
    """What a body's front sheet asks for."""

    @property
    def title(self):
        return f"Front sheet of {self.body}"

    def get(self, request, **kwargs):
        return self.page(
            "papers/front_sheet.html",
            items=in_order(self, actions.front_sheet_of(self.body), PAGES, _said),
            body=self.body,
        )


class AddField(OfOneBody, PaperForm):
    """Adds a field at the end."""

    form_class, title = forms.FieldForm, "Add a field to the front sheet"
    second_label = "Save and add another"

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return front_sheets.add_field(body=self.body, **who, **form.values())


class OneField(OfOneBody):
    """Mixed into forms about one field."""

    def find(self, pk):
        rows = FrontSheetField.objects.in_use().filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("body", "programme").first()
        if self.row is None:
            raise Http404("No such field.")
        self.body = self.row.body


class ChangeField(OneField, RowForm):
    """Changes a field."""

    form_class, title = forms.FieldForm, "Change a field of the front sheet"
    action = front_sheets.change_field


class LeaveOutField(OneField, LeaveOutRecommendation):
    """Leaves a field out of the front sheet."""

    title, action = "Leave out a field", front_sheets.leave_out_field
    intro = "What was answered in earlier papers stays."

    def facts(self):
        return [{"label": "Field", "value": self.row.label}]

    def done_message(self, row):
        return f"{row} is left out. It stays in the history."


class MoveField(OneField, MoveRecommendation):
    """Moves a field by one place, when a button is pressed."""

    move = front_sheets.move_field
