"""A row is opened again while another transaction closes its programme, and the other way round:
what each is told, a line for each.
"""

import os
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402

from closure.closing.actions import close_programme, say_authorised_by  # noqa: E402
from papers.actions import add_recommendation, start_paper  # noqa: E402
from papers.choices import Outline, PartKind  # noqa: E402
from papers.deciding import record_decision  # noqa: E402
from risks.actions import add_risk, close_risk, reopen_risk  # noqa: E402
from risks.models import Risk  # noqa: E402
from tests.factories import (  # noqa: E402
    BodyFactory,
    MeetingFactory,
    ProgrammeFactory,
    noon,
    person,
)

CLOSED = noon(2012, 4, 5)
programme = ProgrammeFactory()
manager, officer = (
    person(programme, role) for role in ("programme_manager", "democratic_services")
)
who = {"by": manager, "at": noon(2012, 3, 1)}
body = BodyFactory(programme=programme)
outlines = [Outline("asked", "Recommendations", PartKind.RECOMMENDATIONS)]
what = {"kind": "cover", "title": "Closure", "outlines": outlines}
paper = start_paper(meeting=MeetingFactory(body=body), **what, **who)
asked = add_recommendation(paper=paper, text="To close the programme", **who)
decision = record_decision(asked, by=officer, at=CLOSED, outcome="agreed", minute="Minute 1")
say_authorised_by(programme, body=body, by=officer, at=CLOSED)
# Who writes by the ORM holds the row before it asks for the programme, a step the other way round:
# on one row PostgreSQL ends one of the two, so each has its own.
risk, other = (
    add_risk(programme=programme, title=title, likelihood=3, impact=5, **who)
    for title in ("A partner leaves", "A system fails")
)
for one in (risk, other):
    close_risk(one, why="It happened", **who)


def close():
    close_programme(programme, by=officer, at=CLOSED, decision=decision)
    return "closed"


def reopen():
    reopen_risk(Risk.objects.get(pk=risk.pk), by=manager, at=CLOSED, why="It came back")
    return "reopened"


def write():
    Risk.objects.filter(pk=other.pk).update(title="By the ORM")
    return "written"


said = []


def wait_until_held(threads):
    """Until all of them wait for a lock, which they do until this transaction ends; SQLite lets
    none begin before.
    """
    waiting, on_postgres = 0, connection.vendor == "postgresql"
    while on_postgres and waiting < len([one for one in threads if one.is_alive()]):
        time.sleep(0.05)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            (waiting,) = cursor.fetchone()


def tell(step):
    try:
        said.append(step())
    except (ValidationError, DatabaseError) as error:
        words = ("stands in the way", "programme was closed")
        found = next((one for one in words if one in str(error)), error)
        said.append(f"{step.__name__}: {type(error).__name__}, {found}")
    connection.close()


def meanwhile(first, *others):
    """Does the others while the first is not committed."""
    threads = [threading.Thread(target=tell, args=[one]) for one in others]
    with transaction.atomic():
        said.append(first())
        for thread in threads:
            thread.start()
        wait_until_held(threads)
    for thread in threads:
        thread.join()


meanwhile(reopen, close)
close_risk(Risk.objects.get(pk=risk.pk), why="It left again", **who)
meanwhile(close, reopen, write)
print(*said, sep="\n")
