"""A workbook of many risks, read and taken in without a browser: CPU by step, as JSON."""

import io
import resource
import subprocess
import sys
import time

from django.utils import timezone
from openpyxl import Workbook

from intake.actions import apply_import, start_import
from intake.choices import How
from intake.working import work_on
from programme.authorization import Role
from programme.log import logs
from programme.models import Membership, Programme, User
from programme.uploads import HandedIn

HEAD = ["Ref", "Risk", "Cause", "Owner", "Likelihood", "Impact", "Mitigation", "Next review"]


def workbook(rows):
    """A register as councils keep it, as the bytes of a workbook."""
    book = Workbook()
    book.active.append(HEAD)
    for number in range(1, rows + 1):
        rated = [number % 5 + 1, number // 5 % 5 + 1]
        said = [f"A partner changes its plans in stage {number}", "Elections", "Chief Executive"]
        book.active.append([f"X{number}", *said, *rated, "1. Agree terms", "Early Dec 2027"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def measure(rows):
    """Seconds of CPU, those of the process that reads the file included, and by the clock."""
    subprocess.run([sys.executable, "-m", "tests.tables"], check=True)
    now, log = timezone.now(), next(one for one in logs() if one.name == "risks")
    programme = Programme.objects.create(name="Many", slug="many", created_at=now)
    by = User.objects.create_user("manager", password="bench")
    role = {"programme": programme, "role": Role.PROGRAMME_MANAGER, "granted_at": now}
    Membership.objects.create(user=by, **role)
    found, handed_in = {}, HandedIn("many.xlsx", workbook(rows), "other")
    for step, how in (("", How.ALL), (" again", How.EACH)):
        row = start_import(log, programme=programme, handed_in=handed_in, by=by, at=now)
        found[f"read{step}"] = _timed(row)
        row.refresh_from_db()
        apply_import(row, how=how, by=by, version=row.version)
        found[f"take in{step}"] = _timed(row)
    return {**found, "rows in the log": log.model.objects.count()}


def _timed(row):
    begun, since = time.monotonic(), _cpu()
    work_on(row.pk, timezone.now)
    return {"cpu": round(_cpu() - since, 1), "clock": round(time.monotonic() - begun, 1)}


def _cpu():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
