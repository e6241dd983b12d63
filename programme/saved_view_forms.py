"""Forms of saved views."""

from django import forms

from programme.fields import LineField
from programme.ui.forms import ActionForm


class SavedViewForm(ActionForm):
    """What a view is called, who has it, and whether the register opens with it.

    Who may not rename it is asked the last alone.
    """

    name = LineField("name", max_length=80).formfield(
        label="Name", help_text="For example, Red risks of my service"
    )
    is_shared = forms.BooleanField(
        label="Share it with everybody who reads the logs of this programme", required=False
    )
    opens = forms.BooleanField(label="Open the register with this view", required=False)

    def __init__(self, *args, view, log, shares, owns, **kwargs):
        if view:
            kept = {"version": view.version, "name": view.name, "opens": view.opens}
            kwargs["initial"] = {**kept, "is_shared": view.is_shared}
        super().__init__(*args, **kwargs)
        self.fields["opens"].help_text = f"For you alone, whenever you go to {log.title}"
        if view is None:
            del self.fields["version"]
        if not owns:
            del self.fields["name"], self.fields["is_shared"]
        elif not shares:
            del self.fields["is_shared"]


class DeleteViewForm(ActionForm):
    """Nothing more has to be said."""
