"""What a form offers beside a field, without asking for it: words can be picked or written."""

from django import forms

from programme.log import logs

WORKSTREAMS = "workstreams"  # the list of the page that the field points to


def offered_workstreams(form) -> list[str]:
    """The workstreams of the workstream log, for a form that asks for one; its field is told that
    they are there. None where the form asks for none, or the log has none.
    """
    field = form.fields.get("workstream")
    if not isinstance(field, forms.CharField):
        return []
    names = [name for log in logs() for name in log.workstreams(form.programme)]
    if names:
        field.widget.attrs["list"] = WORKSTREAMS
    return names
