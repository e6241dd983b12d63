"""Steps that the form of a new entry takes along: a risk and its first mitigation, with one Save.

Each is a part of the form, under the name of its step. One in which nobody typed is left alone.
"""

from django.core.exceptions import ValidationError


def parts_of(page, form, data=None):
    """The forms of the steps that `page`, which adds an entry by `form`, takes along."""
    return [_part(page, form, step, data) for step in page.also if page.allowed(step.permission)]


def _part(page, form, step, data):
    part = _form_of(step, page, form, None)
    if data is not None and _is_typed(part, data):
        part = _form_of(step, page, form, data)
        part.today, part.since = form.today, form.since
    part.step, part.title, part.hint = step, step.part_title, step.part_hint
    return part


def _form_of(step, page, form, data):
    how = {"programme": page.programme, "prefix": step.name, "initial": step.part_initial}
    part = step.part_of(form, data, **how)
    part.fields.pop("version", None)  # the entry has none yet
    return part


def _is_typed(blank, data):
    """Whether somebody typed in a part more than it began with."""
    names = (name for name in blank.fields if name not in blank.initial)
    return any(data.get(blank.add_prefix(name), "").strip() for name in names)


def take_parts(page, form, entry):
    """Takes the steps in which something was typed. Returns the entry as it is then.

    Raises:
        ValidationError: a step is refused; `part` of the error is the form that is told.
    """
    for part in form.parts:
        if part.is_bound:
            entry = _take(part, entry, by=page.request.user, at=page.now)
    return entry


def _take(part, entry, **who):
    try:
        return part.step.action(entry, **who, **part.values())
    except ValidationError as error:
        error.part = part
        raise
