"""Texts that are written with the editor: `static/editor.js` is laid over their text areas."""

from django import forms

from programme.ui.fields import WordsFormField

from .text import LONGEST_TEXT

HERE = "[]"  # where a reference is put
BEHIND = "\n\n"  # ends a table, a subheading


def editor(rows=20, hint="marks"):
    """A text area over which the editor is laid; its hint is about marks, or its "own"."""
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "true", "data-editor": hint})


def words_editor():
    """A text area for one paragraph, over which the editor is laid with letters and references
    alone.
    """
    area = editor(4, "own-hint")
    area.attrs["data-words"] = "yes"
    return area


def edited_field(**how):
    """A field for a text of several paragraphs, with bullets, tables and references, beside others
    on a page: how a text is written is said once there.
    """
    how = {"max_length": LONGEST_TEXT, "required": False, **how}
    return WordsFormField(widget=editor(8, "own-hint"), **how)


def is_edited(field) -> bool:
    """Whether a field of a form is written with the editor."""
    return "data-editor" in field.widget.attrs


def inserted(data, names, code):
    """What was sent, with a reference in the first of the texts that says where: [] stands for it.
    Where none does, it is at the end of the first.
    """
    data = data.copy()
    there = [name for name in names if HERE in data.get(name, "")]
    for name in (there or names)[:1]:
        text = data.get(name, "")
        data[name] = text.replace(HERE, code, 1) if there else _at_the_end(text.rstrip(), code)
    return data


def _at_the_end(text, code):
    """A text with a reference behind it, behind a table or subheading in its own paragraph."""
    alone = text.rpartition("\n")[2].lstrip().startswith(("|", "#"))
    return f"{text}{BEHIND if alone else ' '}{code}".lstrip()
