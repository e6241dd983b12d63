"""Two people confirm one withdrawal at the same moment: what each is told, a line for each."""

import os
import threading

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from programme.models import Membership  # noqa: E402
from reports import actions  # noqa: E402
from reports.models import Report  # noqa: E402

report = Report.objects.frozen().latest("published_at")
held = Membership.objects.filter(programme=report.definition.programme, ended_at=None)


def somebody(role):
    return held.filter(role=role).first().user


def confirm(asked, by, together):
    together.wait()
    try:
        actions.confirm_withdrawal(asked, by=by, at=timezone.now())
        print("withdrawn")
    except ValidationError as error:
        print("refused: confirmed this" if "confirmed this" in str(error) else error)
    connection.close()


now = timezone.now()
asked = actions.ask_withdrawal(report, by=somebody("legal_officer"), at=now, reason="A name")
people = [somebody("democratic_services"), somebody("programme_manager")]
together = threading.Barrier(len(people))
threads = [threading.Thread(target=confirm, args=(asked, by, together)) for by in people]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
