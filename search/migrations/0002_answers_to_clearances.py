from django.db import migrations

WRITE = "papers.write"


def keep_answers(apps, schema_editor):
    """What was answered to a clearance may quote what is kept from the public: those find it who
    write papers.
    """
    events = apps.get_model("programme", "AuditEvent").objects.filter(subject_type="reports.report")
    told = [
        pk
        for pk, changes in events.values_list("pk", "changes").iterator()
        if any(one["field"] == "clearance" for one in changes)
    ]
    documents = apps.get_model("search", "Document").objects
    for start in range(0, len(told), 500):
        keys = told[start : start + 500]
        found = documents.filter(subject_type="programme.auditevent", subject_id__in=keys)
        found.update(permission=WRITE)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(keep_answers, migrations.RunPython.noop),
    ]
