"""Two people changed the same entry.

What only one of them changed is merged and said, the rest is asked, nothing is lost.
"""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from programme import audit
from programme.decided import decision_on
from programme.ui.once import SEEN

PICK = "pick_"
NOT_SHOWN = ("version",)
REASON = "mistake"  # of a correction: it is about what this person typed, and no fact of the row


def _shown(form, name, value):
    """A raw form value in the words that a person reads."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    value = field.prepare_value(value)
    choices = {str(key): label for key, label in getattr(field, "choices", [])}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(choices.get(str(one), one)) for one in values if one not in (None, ""))


def _typed(form, name):
    """What was sent for a field: one value, or a list where several can be chosen."""
    several = isinstance(
        form.fields[name], forms.MultipleChoiceField | forms.ModelMultipleChoiceField
    )
    key = form.add_prefix(name)
    return form.data.getlist(key) if several else form.data.get(key, "")


def name_of(current):
    """What the page calls it: an entry by its reference."""
    return getattr(current, "reference", None) or str(current)


def _names(form):
    return [name for name in form.fields if name not in NOT_SHOWN]


def as_looked_at(current, version):
    """The row as it was when the person opened the form; None where no history tells."""
    history = getattr(type(current), "history", None)
    found = history and history.filter(id=current.pk, version=version).first()
    return found and found.instance


def seen(form) -> str:
    """What stands in a form that nobody has touched, to be sent with it.

    It is what a step was begun from, whichever rows its fields are read from.
    """
    return json.dumps({name: form[name].value() for name in _names(form)}, cls=DjangoJSONEncoder)


def as_seen(form) -> dict | None:
    """What stood in the form that was sent as it was opened; None where it does not say."""
    try:
        found = json.loads(form.data.get(SEEN, ""))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _read(field, value):
    """A raw value as the field reads it, so that "1,200" and "1200" are the same answer."""
    if not isinstance(value, bool | list | tuple):
        value = "" if value is None else str(value).replace("\r\n", "\n")
    try:
        return field.clean(value)
    except ValidationError:
        return value


def what_changed(current, version) -> list[str]:
    """What was done to an entry since that version, the latest first: "Auditor closed R1. State:
    Closed (was Open)."

    Every version of an entry has one event.
    """
    if version is None:
        return []
    events = audit.events_of(current)[: max(current.version - version, 0)]
    return [f"{one.by_name} {one.deed}. {_said(one.changes)}".strip() for one in events]


def _said(changes):
    lines = [
        f"{one['label']}: {one['now'] or 'blank'}" + (f" (was {one['was']})" if one["was"] else "")
        for one in changes
    ]
    return "; ".join(lines) + "." if lines else ""


def fates(form, theirs, before) -> dict:
    """What becomes of each field of a step that was begun from a form in which `before` stood:
    {name: fate}. `theirs` is the form as it would be opened now.
    """
    found = {}
    for name in (name for name in _names(form) if name in theirs.fields and name in before):
        three = (_typed(form, name), theirs[name].value(), before[name])
        found[name] = _fate(*(_read(form.fields[name], value) for value in three))
    return found


def versions(form, theirs, current, base=None, fates=None) -> dict:
    """The context of the conflict page.

    `form` holds what this person typed, `theirs` is the form about the row as it stands now, `base`
    the row as this person had opened it. Without it every difference is asked, unless `fates` of
    the fields are known.
    """
    fields, hidden = [], [("version", current.version)]
    for name in _names(form):
        if name == REASON or name in form.asked_back:  # asked of this person alone
            hidden.append((name, _typed(form, name)))
            continue
        # Theirs has no field for what was decided meanwhile: that stays, and is said.
        is_open = name in theirs.fields
        typed = _typed(form, name)
        stored = theirs[name].value() if is_open else current.serializable_value(name)
        # Compared as cleaned values: "1,200" and "1200" are the same answer.
        now = getattr(current, name, stored)
        mine, before = form.cleaned_data.get(name), getattr(base, name, None)
        known = base is not None and hasattr(base, name)
        fate = _fate(mine, now, before) if known else ("same" if mine == now else "ask")
        fate = fates.get(name, "yours") if fates is not None else fate
        fate = fate if is_open or fate == "same" else "theirs"
        fields.append(
            {
                "name": name,
                "label": form.fields[name].label,
                "yours": _shown(form, name, typed),
                "theirs": _shown(form, name, stored),
                "fate": fate,
                "decided": "" if is_open else decision_in_words(current, name),
                "same": fate == "same",
            }
        )
        sent = stored if fate == "theirs" else typed
        if is_open:
            hidden += [(name, one) for one in (sent if isinstance(sent, list) else [sent])]
    return {
        "title": f"{name_of(current)} was changed while you were working on it",
        "name": name_of(current),
        "fields": fields,
        "asked": [one for one in fields if one["fate"] == "ask"],
        "merged": [one for one in fields if one["fate"] in ("yours", "theirs")],
        "hidden_inputs": [(name, "" if value is None else value) for name, value in hidden],
        "state_changed": _state_changed(current, base),
        "by": current.updated_by_name,
        "unsaid": form.cleaned_data.get("version") is None,
        "saved_at": current.updated_at,
    }


def decision_in_words(current, name):
    """What was decided about a fact of the row, and how it is changed; empty while it is open."""
    decision = decision_on(current, name)
    return decision.in_words(current) if decision else ""


def _fate(mine, now, before):
    """What becomes of a field: same, the one who alone changed it, or to be asked."""
    if mine == now:
        return "same"
    if mine == before:
        return "theirs"
    return "yours" if now == before else "ask"


def _state_changed(current, base):
    """How the other one moved the entry to another state, in words; empty where they did not."""
    before, now = getattr(base, "state", None), getattr(current, "state", None)
    if base is None or before == now:
        return ""
    return (
        f"It was {base.get_state_display().lower()} and is {current.get_state_display().lower()}"
        " now."
    )


def answered(data) -> bool:
    """Whether a conflict page was answered."""
    return any(key.startswith(PICK) for key in data)


def merged(data, theirs):
    """The posted data with the fields for which "theirs" was chosen taken from the form
    `theirs`.
    """
    data = data.copy()
    for name in _names(theirs):
        if data.pop(PICK + name, [""])[-1] == "theirs":
            value = theirs[name].value()
            values = value if isinstance(value, list | tuple) else [value]
            data.setlist(name, ["" if one is None else one for one in values])
    return data
