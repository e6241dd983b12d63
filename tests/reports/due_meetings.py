"""A programme whose committee meets soon and often, entered as people would enter it.

A program of its own, for a stack:

python -m tests.reports.due_meetings MEETINGS RISKS
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from programme.actions import add_body  # noqa: E402
from programme.authorization.roles import Role  # noqa: E402
from programme.meetings import add_meeting  # noqa: E402
from programme.models import Body, Membership, Programme, User  # noqa: E402
from reports.actions import define_report  # noqa: E402
from risks.actions import add_risk  # noqa: E402


def main(meetings, risks):
    now = timezone.now()
    officer = User.objects.create_user("faults-officer", job_title="Democratic Services Officer")
    programme = Programme.objects.create(name="Faults", slug="faults", created_at=now)
    for role in Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES:
        Membership.objects.create(user=officer, programme=programme, role=role, granted_at=now)
    by = {"programme": programme, "by": officer, "at": now}
    for number in range(risks):
        add_risk(
            **by,
            title=f"Risk number {number}",
            likelihood=number % 5 + 1,
            impact=4,
            event="It goes on and on. " * 10,
        )
    body = add_body(
        **by,
        name="Joint committee of the faults",
        kind=Body.Kind.JOINT_COMMITTEE,
        nation="ENG",
        clear_days=5,
    )
    define_report(
        **by,
        body=body,
        kind="programme-management",
        title="Report",
        sections=["risks"],
        lead_days=5,
    )
    for day in range(1, meetings + 1):
        add_meeting(**by, body=body, on=timezone.localdate(now) + timedelta(days=day))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
