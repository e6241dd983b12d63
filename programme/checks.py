"""System checks: what settings name must be there, once, with its template."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string

ANEW = {
    "sqlite": f"move the folder {settings.DATA_DIR} away; the next start makes a new one.",
    "postgresql": "give DATABASE_URL a new, empty database, and DATA_DIR a new folder.",
}
from programme.extension import Extension
from programme.log import logs


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


@register(Tags.database)
def made_by_this_version(app_configs, databases=None, **kwargs):
    """No migration is recorded that is not in the code: `migrate` asks this before it begins."""
    found = []
    for connection in map(connections.__getitem__, databases or []):
        loader = MigrationLoader(connection, ignore_no_migrations=True)
        recorded = {key for key in loader.applied_migrations if apps.is_installed(key[0])}
        unknown = [".".join(key) for key in sorted(recorded - set(loader.disk_migrations))]
        if unknown:
            found.append(
                Error(
                    "The database was made by another version of the product and cannot be "
                    f"brought up to this one, which has no {unknown[0]}.",
                    hint=f"Make it anew: {ANEW.get(connection.vendor, ANEW['postgresql'])}",
                    id="programme.E010",
                )
            )
    return found


@register()
def extensions(app_configs, **kwargs):
    """Every path in EXTENSIONS leads to a class of what a room adds to the kernel's pages."""
    problems = []
    for path in settings.EXTENSIONS:
        try:
            found = import_string(path)
        except ImportError as error:
            problems.append(
                Error(f"EXTENSIONS: {path} cannot be imported: {error}", id="programme.E004")
            )
            continue
        if not (isinstance(found, type) and issubclass(found, Extension)):
            problems.append(
                Error(f"EXTENSIONS: {path} is no {Extension.__name__}", id="programme.E005")
            )
    return problems


@register()
def tables_on_other_logs(app_configs, **kwargs):
    """Every log that another one adds a table to is there."""
    names = {log.name for log in logs()}
    return [
        Error(f"{log.name}: tables_on names {name!r}, which is no log", id="programme.E006")
        for log in logs()
        for name in log.tables_on
        if name not in names
    ]
