"""The front sheet of a body: its fields in their order."""

from django.http import Http404

from programme.models import Body

from .. import actions, forms, front_sheets, putting_back
from ..demanded import demanded_by
from ..models import FrontSheetField
from . import demanded
from .base import OfOneBody, PaperForm, PapersView, RowForm, in_order, left_out, to_put_back
from .recommendations import LeaveOutRecommendation, MoveRecommendation, PutBackRecommendation

PAGES = {
    "move": "papers:move_field",
    "change": "papers:field",
    "leave_out": "papers:leave_out_field",
}


def _said(field):
    asked = field.get_kind_display()
    return [asked + (", has to be filled in" if field.is_required else ""), field.hint]


class FrontSheet(OfOneBody, PapersView):
    """What a body's front sheet asks for."""

    @property
    def title(self):
        return f"Front sheet of {self.body}"

    def find(self, pk):
        found = Body.objects.of_moment(self.programme, self.at).filter(id=pk)
        self.body = found.select_related("programme").first()
        if self.body is None:
            raise Http404("No such body at this moment.")

    def get(self, request, **kwargs):
        fields = actions.front_sheet_of(self.body, self.at)
        keeps, body = not self.at and not self.body.ended_on, self.body
        return self.page(
            "papers/front_sheet.html",
            items=in_order(self, fields, PAGES, _said),
            demanded=self._demanded(),
            fields_out=to_put_back(self, body.front_sheet, "papers:put_back_field"),
            demanded_out=to_put_back(self, body.demanded_clearances, "papers:put_back_demand"),
            body=body,
            keeps=keeps,
        )

    def _demanded(self):
        """The clearances that the body demands, in their order."""
        found = demanded_by(self.body, self.at)
        return in_order(self, found, demanded.PAGES, lambda one: demanded.said(one, self.day))


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
        rows = FrontSheetField.objects.filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("body", "programme").first()
        if self.row is None:
            raise Http404("No such field.")
        self.body = self.row.body
        self.gone = left_out(self.row, "field")


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


class PutBackField(OneField, PutBackRecommendation):
    """Puts a field back on the front sheet, when its button is pressed."""

    put_back = putting_back.put_back_field
