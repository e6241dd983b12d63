"""What the demos say, as files: two runs on the same code give the same bytes.

python -m tools.compare_reports FOLDER               writes it
python -m tools.compare_reports --against FOLDER     says what this code writes otherwise

For a step that must change nothing that anybody reads: write FOLDER on the code before, compare
on the code after. In FOLDER/PROGRAMME stand

report/   each published report: frozen content, the PDF's text, fingerprint and attached files,
          the page of those who sign in and the public one
logs/     every log as CSV and JSON, as it stands and as at the report's position
pages/    what the programme manager sees: every page that links lead to

The clock stands still, and numbers that a database gives stand as N, so that neither can differ
by itself.
"""

import argparse
import difflib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import time_machine

NOW = datetime(2012, 4, 2, 9, tzinfo=UTC)  # after all that the demos record
READER = "manager"
MOST_FILES, MOST_LINES = 40, 12  # of the differences that are printed
NOT_PAGES = ("/download/", ".pdf", ".json", ".csv", ".ics", ".atom")
# What a page holds that is drawn by lot: tokens of forms, and the nonce of its style.
CHANCE = re.compile(r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"')


def prepare():
    """Django with a database of its own, which goes with the process, and one address for all."""
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", SITE_URL="http://127.0.0.1:8000")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def write_all(folder):
    """Loads the demos and writes all of them below `folder`."""
    from django.core.management import call_command
    from django.test import Client

    from programme.models import Programme, User

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=io.StringIO())
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.get(username=READER), backend="programme.sessions.PasswordBackend"
    )
    for programme in Programme.objects.order_by("slug"):
        print(programme, flush=True)
        write_programme(Path(folder) / programme.slug, programme, client)


def write_programme(folder, programme, client):
    from reports.models import Report

    days = {"now": None}
    for report in Report.objects.filter(definition__programme=programme, state="published"):
        write_report(folder / "report" / report.file_name, report, client)
        days[f"{report.position_at:%Y-%m-%d}"] = f"{report.position_at:%Y-%m-%d}"
    for name, day in days.items():
        write_logs(folder / "logs" / name, programme, day)
    write_pages(folder / "pages", programme, client)


def write_report(folder, report, client):
    """One published report: what is frozen of it, and what people and programs get of that."""
    import pikepdf

    from reports import storage

    pdf = storage.read(report)
    write(folder / "frozen.json", json.dumps(report.content, ensure_ascii=False, indent=1))
    write(folder / "pdf.sha256", hashlib.sha256(pdf).hexdigest())
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    )
    write(folder / "pdf.txt", text.stdout)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for name, attached in document.attachments.items():
            write(folder / "attached" / name, attached.get_file().read_bytes())
    programme, body = report.definition.programme, report.definition.body
    save_page(client, f"/programmes/{programme.slug}/reports/{report.pk}/", folder / "page.html")
    if body.is_public:
        address = f"/published/{body.slug}/{report.meeting.address}/{report.definition.kind}/"
        save_page(client, address, folder / "published.html")


def write_logs(folder, programme, day):
    """Every log as people export it, as it stands or as at the end of a day."""
    from django.core.management import call_command

    from programme.log import logs

    folder.mkdir(parents=True)
    for log in logs():
        for kind in ("csv", "json"):
            file = folder / f"{log.name}.{kind}"
            call_command("export_log", programme.slug, log.name, at=day, format=kind, output=file)


def write_pages(folder, programme, client):
    """Every page of the programme that links lead to, without filters and sorting."""
    start = f"/programmes/{programme.slug}/"
    waiting, seen, same_name = [start], {start}, Counter()
    while waiting:
        address = waiting.pop(0)
        name = without_numbers(address).removeprefix(start).strip("/").replace("/", "~")
        same_name[name] += 1  # pages whose addresses differ in nothing but such a number
        nth = f"-{same_name[name]}" if same_name[name] > 1 else ""
        html = save_page(client, address, folder / f"{name or 'overview'}{nth}.html")
        found = [
            link
            for link in map(unescape, re.findall(r'href="([^"?#]+)', html))
            if link.startswith(start) and not any(part in link for part in NOT_PAGES)
        ]
        waiting += [link for link in dict.fromkeys(found) if link not in seen]
        seen.update(found)


def save_page(client, address, file):
    """Writes what is the page's own, and returns the whole page; blank where it is a file."""
    response = client.get(address, follow=True)
    if response.status_code == 200 and not response["Content-Type"].startswith("text/html"):
        return ""
    html = response.content.decode()
    if response.status_code != 200:
        raise LookupError(f"{address}: {response.status_code}")
    main = re.search(r"<main.*</main>", html, re.DOTALL).group()
    write(file, without_numbers(CHANCE.sub("", main)))
    return html


def without_numbers(text):
    """Addresses and options without the numbers that the database gave."""
    return re.sub(r"(/(?:[a-z]+-)*[a-z]+/|<option value=\")\d+(?=[/.\"])", r"\1N", text)


def write(file, content):
    """A file of bytes or text, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = (content + "\n").encode("utf-8", "backslashreplace")
    file.write_bytes(content)


def differences(before, after):
    """(name, lines of a unified diff) of each file that is not the same in both folders."""
    names = {str(path.relative_to(root)) for root in (before, after) for path in files(root)}
    for name in sorted(names):
        was, now = read(before / name), read(after / name)
        if was != now:
            yield name, [*difflib.unified_diff(was, now, "before", "after", lineterm="", n=1)]


def files(folder):
    return (path for path in Path(folder).rglob("*") if path.is_file())


def read(file):
    """The lines of a file; none where it is missing."""
    return file.read_text("utf-8", "replace").splitlines() if file.exists() else []


def compare(before, after):
    """Prints what differs; returns in how many files."""
    found = list(differences(Path(before), Path(after)))
    for name, lines in found[:MOST_FILES]:
        print(f"\n=== {name}")
        for line in lines[:MOST_LINES]:
            print(line[:300])
        if len(lines) > MOST_LINES:
            print(f"... {len(lines) - MOST_LINES} lines more")
    for name, _ in found[MOST_FILES:]:
        print(f"=== {name}")
    print(f"\n{len(found)} of {len(list(files(after)))} files differ.")
    return len(found)


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", nargs="?", help="where to write; must not be there yet")
    arguments.add_argument("--against", metavar="FOLDER", help="what an earlier run wrote")
    given = arguments.parse_args()
    if not given.folder and not given.against:
        arguments.error("Name a folder to write to, or one to compare with.")
    with tempfile.TemporaryDirectory(prefix="compare-") as spare:
        folder = Path(given.folder or f"{spare}/now").absolute()
        folder.mkdir(parents=True)
        prepare()
        with time_machine.travel(NOW, tick=False):
            write_all(folder)
        return int(bool(given.against and compare(given.against, folder)))


if __name__ == "__main__":
    sys.exit(main())
