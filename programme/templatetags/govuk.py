"""What the crispy template pack in templates/govuk/ writes in Python: the usual field, of which a
form has twenty. As templates, with those of Django's widgets, they were half of a form's page.
"""

from django import forms, template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

register = template.Library()
# What stands before and behind a control. Classes in full: assets/purge.mjs keeps what it reads.
SIGNS = {"data-prefix": "govuk-input__prefix", "data-suffix": "govuk-input__suffix"}
# Controls of one tag; those of files, boxes and several values have templates.
ONE_TAG = (forms.TextInput, forms.NumberInput, forms.HiddenInput)
SHOW = (
    '<button type="button" class="govuk-button govuk-button--secondary'
    ' govuk-password-input__toggle govuk-js-password-input-toggle" aria-controls="{}"'
    ' aria-label="Show password" hidden>Show</button>'
)


def component(widget):
    """The design system's class for a control."""
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.Select):
        return "govuk-select"
    return "govuk-file-upload" if isinstance(widget, forms.FileInput) else "govuk-input"


@register.simple_tag
def fields(form):
    """The fields of a form, in their order."""
    return SafeString("\n".join([whole(one) for one in form]))


@register.simple_tag
def whole(field):
    """A field as a form shows it; boxes and choices have templates."""
    widget = field.field.widget
    if field.is_hidden:
        return hidden(field)
    if isinstance(widget, forms.CheckboxInput):
        return render_to_string("govuk/checkbox.html", {"field": field})
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return render_to_string("govuk/choices.html", {"field": field})
    return text(field)


def text(field):
    """A field with one control: label, hint, errors, and the control with what stands around it."""
    is_password = isinstance(field.field.widget, forms.PasswordInput)
    kind = ' govuk-password-input" data-module="govuk-password-input' if is_password else ""
    wrong = " govuk-form-group--error" if field.errors else ""
    return SafeString(
        f'<div class="govuk-form-group{wrong}{kind}">\n'
        f'<label class="govuk-label" for="{field.id_for_label}">{label_text(field)}</label>\n'
        f"{hint_and_error(field)}{wrapped(field, is_password)}\n</div>"
    )


@register.simple_tag
def label_text(field):
    """The label, which says where nothing needs to be given."""
    is_asked = field.field.required or getattr(field.field, "is_question", False)
    return SafeString(f"{conditional_escape(field.label)}{'' if is_asked else ' (optional)'}")


@register.simple_tag
def hint_and_error(field):
    """What is said between the label and the control."""
    said = ""
    if field.help_text:
        hint = conditional_escape(field.help_text)
        said = f'<div id="{field.auto_id}_helptext" class="govuk-hint">{hint}</div>\n'
    if field.errors:
        intro = '<span class="govuk-visually-hidden">Error:</span> '
        lines = "<br>".join(f"{intro}{conditional_escape(one)}" for one in field.errors)
        said += f'<p id="{field.auto_id}_error" class="govuk-error-message">{lines}</p>\n'
    return SafeString(said)


def wrapped(field, is_password):
    """The control with its sign, its unit, or the button that shows a password."""
    attrs, wrapper = field.field.widget.attrs, "govuk-input__wrapper"
    before, after = (
        format_html('<div class="{}" aria-hidden="true">{}</div>\n', look, attrs[name])
        if name in attrs
        else ""
        for name, look in SIGNS.items()
    )
    if is_password:
        wrapper += " govuk-password-input__wrapper"
        after = format_html(SHOW, field.id_for_label)
    inner = f"{before}{control(field)}{after}"
    return f'<div class="{wrapper}">{inner}</div>' if before or after else inner


def control(field):
    """The control of a bound field. Its widget's `data-width` (2, 3, 4, 5, 10, 20) narrows it.

    `maxlength` is left out: a browser would cut off what somebody pastes without a word; the form
    answers instead.
    """
    widget, name = field.field.widget, component(field.field.widget)
    classes = [widget.attrs.get("class"), name]
    classes += [f"{name}--error"] if field.errors else []
    classes += (
        [f"{name}--width-{widget.attrs['data-width']}"] if "data-width" in widget.attrs else []
    )
    if isinstance(widget, forms.PasswordInput):
        classes.append("govuk-password-input__input govuk-js-password-input-input")
    attrs = {"class": " ".join(filter(None, classes)), "maxlength": False}
    return straight(field, attrs) or field.as_widget(attrs=attrs)


def hidden(field):
    """A field that nobody sees."""
    return straight(field, {}) or field.as_widget()


def straight(field, attrs) -> str:
    """A control as its own tag, as Django's templates would write it; "" for one of more tags."""
    widget = field.field.widget
    is_select = isinstance(widget, forms.Select) and not widget.allow_multiple_selected
    base = forms.Widget if is_select else type(widget)  # a select would make all of its options
    attrs = {"id": field.auto_id, **field.build_widget_attrs(attrs)}
    shown = base.get_context(widget, field.html_name, field.value(), attrs)["widget"]
    tag = SafeString(f' name="{conditional_escape(shown["name"])}"{flatatt(shown["attrs"])}')
    value = shown["value"]
    if is_select:
        inner = options(widget.choices, value)
        return inner and SafeString(f"<select{tag}>{inner}</select>")
    if isinstance(widget, forms.Textarea):
        return SafeString(f"<textarea{tag}>\n{conditional_escape(value or '')}</textarea>")
    if isinstance(widget, ONE_TAG) and not isinstance(widget, forms.MultipleHiddenInput):
        given = "" if value is None else f' value="{conditional_escape(value)}"'
        return SafeString(f'<input type="{widget.input_type}"{tag}{given}>')
    return ""


def options(choices, chosen) -> str:
    """The options of a select, the first that is `chosen` selected; "" for groups of options."""
    rows, ticked = [], ""
    for value, label in choices:
        if isinstance(label, list | tuple):
            return ""
        value = "" if value is None else str(value)
        mark = " selected" if not ticked and value in chosen else ""
        ticked = ticked or mark
        label = conditional_escape(label)
        rows.append(f'<option value="{conditional_escape(value)}"{mark}>{label}</option>')
    return SafeString("\n".join(rows))


@register.filter
def control_id(field):
    """Where a link of the error summary leads: the control, or the first of a group of choices."""
    return field.id_for_label or next(
        (choice.id_for_label for choice in field.subwidgets), field.auto_id
    )
