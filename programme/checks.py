"""System checks: what settings name must be there, once, with its template."""

from django.conf import settings
from django.core.checks import Error, register
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string


@register()
def report_sections(app_configs, **kwargs):
    """Every path in REPORT_SECTIONS leads to a section with a key of its own and a template."""
    problems, seen = [], {}
    for path in settings.REPORT_SECTIONS:
        try:
            section = import_string(path)
        except ImportError as error:
            problems.append(
                Error(f"REPORT_SECTIONS: {path} cannot be imported: {error}", id="programme.E001")
            )
            continue
        if section.key in seen:
            clash = f"{path} and {seen[section.key]} share the key {section.key!r}."
            problems.append(Error(f"REPORT_SECTIONS: {clash}", id="programme.E002"))
        seen[section.key] = path
        try:
            get_template(section.template)
        except TemplateDoesNotExist:
            problems.append(
                Error(
                    f"REPORT_SECTIONS: {path}: no template {section.template}", id="programme.E003"
                )
            )
    return problems
