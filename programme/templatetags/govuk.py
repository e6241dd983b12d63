"""What the crispy template pack in templates/govuk/ needs beyond plain template language."""

from django import forms, template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


def component(widget):
    """The design system's class for a control."""
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.Select):
        return "govuk-select"
    return "govuk-file-upload" if isinstance(widget, forms.FileInput) else "govuk-input"


@register.simple_tag
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
    return (
        select(field, attrs) if isinstance(widget, forms.Select) else field.as_widget(attrs=attrs)
    )


def select(field, attrs):
    """A select written straight: Django renders two templates for every option, a fifth of a
    register's time.
    """
    widget, attrs = field.field.widget, field.build_widget_attrs(attrs)
    shown = widget.get_context(field.html_name, field.value(), {"id": field.auto_id, **attrs})[
        "widget"
    ]
    if any(name for name, _, _ in shown["optgroups"]):
        return field.as_widget(attrs=attrs)
    options = (
        (option["value"], mark_safe(" selected") if option["selected"] else "", option["label"])
        for _, group, _ in shown["optgroups"]
        for option in group
    )
    inner = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
    return format_html(
        '<select name="{}"{}>{}</select>', shown["name"], flatatt(shown["attrs"]), inner
    )


@register.filter
def widget_attr(field, name):
    """One attribute of the field's widget, for names with a hyphen such as `data-prefix`."""
    return field.field.widget.attrs.get(name, "")


@register.filter
def control_id(field):
    """Where a link of the error summary leads: the control, or the first of a group of choices."""
    return field.id_for_label or next(
        (choice.id_for_label for choice in field.subwidgets), field.auto_id
    )
