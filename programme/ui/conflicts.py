"""Two people saved the same entry: both versions side by side, choose field by field, nothing typed is lost."""

from django import forms

PICK = "pick_"


def _shown(form, name, value):
    """A raw form value in the words that a person reads."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    value = field.prepare_value(value)
    choices = {str(key): label for key, label in getattr(field, "choices", [])}
    return str(choices.get(str(value if value is not None else ""), "" if value is None else value))


def name_of(current):
    """What the page calls it: an entry by its reference."""
    return getattr(current, "reference", None) or str(current)


def _names(form):
    return [name for name in form.fields if name != "version"]


def both_versions(form, theirs, current):
    """The context of the conflict page: `form` holds what this person typed, `theirs` what stands now."""
    fields, hidden = [], [("version", current.version)]
    for name in _names(form):
        typed, stored = form.data.get(form.add_prefix(name), ""), theirs[name].value()
        # Compared as cleaned values: "1,200" and "1200" are the same answer.
        same = form.cleaned_data.get(name) == getattr(current, name, stored)
        yours, kept = _shown(form, name, typed), _shown(theirs, name, stored)
        fields.append(
            {
                "name": name,
                "label": form.fields[name].label,
                "yours": yours,
                "theirs": kept,
                "same": same,
            }
        )
        hidden.append((name, typed))
    return {
        "title": f"{name_of(current)} was changed while you were working on it",
        "name": name_of(current),
        "fields": fields,
        "hidden_inputs": hidden,
        "by": current.updated_by_name,
        "saved_at": current.updated_at,
    }


def answered(data) -> bool:
    """Whether a conflict page was answered."""
    return any(key.startswith(PICK) for key in data)


def merged(data, theirs):
    """The posted data with the fields for which "theirs" was chosen taken from the form `theirs`."""
    data = data.copy()
    for name in _names(theirs):
        if data.pop(PICK + name, [""])[-1] == "theirs":
            value = theirs[name].value()
            data[name] = "" if value is None else value
    return data
