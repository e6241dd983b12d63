"""Run by test_adding_a_field.py inside a copy of the project whose risks have one field more, which
no migration adds yet. Prints where the field is not.

It begins with a copy of the tables as they were before that, where there is one:

python -m tests.programme.field_probe TABLES
"""

import json
import shutil
import sys
from io import StringIO
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from programme.append_only import declared  # noqa: E402
from risks.models import Risk  # noqa: E402
from tests.factories import ProgrammeFactory, person  # noqa: E402
from tests.programme.test_triggers import LISTED  # noqa: E402

RISKS, SAID = "/programmes/shared-management/risks/", "Convene the gold group"


def look(client, address):
    return client.get(RISKS + address).content.decode()


setup_test_environment()
tables = Path(sys.argv[1])
if tables.exists():  # none on PostgreSQL
    shutil.copy(tables, settings.DATABASES["default"]["NAME"])
call_command("makemigrations", "risks", name="response_plan", stdout=(made := StringIO()))
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute(LISTED[connection.vendor])
    triggers = {name for (name,) in cursor.fetchall()}
programme = ProgrammeFactory(slug="shared-management")
client = Client()
client.force_login(person(programme, "programme_manager"))
form = look(client, "add/")
client.post(f"{RISKS}add/", {"title": "A partner leaves", "response_plan": SAID})
page = look(client, "R1/")
facts, history = page.split('id="history"')
client.post(f"{RISKS}add/", {"title": "Another one"})
found = {
    "migration": "Add field response_plan to risk" in made.getvalue(),
    "what the database refuses": declared(connection).keys() <= triggers,
    "form": 'name="response_plan"' in form and "Response plan" in form,
    "detail": "Response plan" in facts and SAID in facts,
    "history": "Response plan" in history and SAID in history,
    "as at": Risk.history.filter(response_plan=SAID).count() == 1,
    "csv": "Response plan" in (csv := look(client, "download/csv/")) and SAID in csv,
    "json": json.loads(look(client, "download/json/"))["rows"][0]["response_plan"] == SAID,
    "search": "A partner leaves" in (page := look(client, "?q=gold")) and "Another" not in page,
}
print(*[name for name, there in found.items() if not there], sep="\n")
