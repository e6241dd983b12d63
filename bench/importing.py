"""Document 002 brought by paste, in a browser: clicks, page loads and seconds.

python -m bench.importing               its 21 rows, into logs that are empty
python -m bench.importing --rows 2000   CPU of reading and taking in a file of so many risks
"""

import argparse
import json
import os
import shutil
import tempfile
import time
import tomllib
from contextlib import closing
from pathlib import Path

import django

FOLDER = tempfile.mkdtemp(prefix="bench-")
os.environ["DATA_DIR"] = f"{FOLDER}/own"  # before any settings are read
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from bench.importing_many import measure  # noqa: E402
from tests import kept  # noqa: E402
from tests.stack import Stack  # noqa: E402
from tools import browsing  # noqa: E402

DOCUMENT = "fixtures/shared-management.toml"
PROGRAMME = "/programmes/new-programme/"
HEADS = {
    "risks": ["Risks", "L", "I", "Score", "Mitigation"],
    "milestones": ["Milestone", "Complete", "Comment"],
    "budgets": ["Budget", "Allocation £", "Forecast £", "Comment"],
}


def cells():
    """The three tables of the document as cells, one under the other, as somebody copies them."""
    told, tables = tomllib.loads(Path(DOCUMENT).read_text()), []
    for name, head in HEADS.items():
        rows = [_row(name, number, one) for number, one in enumerate(told[name]["rows"], 1)]
        if name == "milestones":
            rows = [["Current Period"], *rows[:4], ["Next Period"], *rows[4:]]
        tables.append([head, *rows])
    return "\n\n".join("\n".join("\t".join(map(_quoted, row)) for row in one) for one in tables)


def _row(name, number, one):
    if name == "risks":
        likelihood, impact = one["likelihood"], one["impact"]
        rated = [likelihood, impact, likelihood * impact]
        return [f"{number}. {one['title']}", *rated, one["mitigation"]]
    if name == "milestones":
        tick = "✓" if one.get("complete") else ""
        return [f"{number}. {one['title']}", tick, one.get("comment", "")]
    return [one["title"], one["allocation"], one["forecast"], one["comment"]]


def _quoted(cell):
    return '"{}"'.format(str(cell).replace('"', '""'))


class Counted:
    """A page on which each click and each page load is counted."""

    def __init__(self, page):
        self.page, self.clicks, self.loads = page, 0, 0
        page.on("load", self._loaded)

    def _loaded(self, page):
        self.loads += 1

    def press(self, role, name, within="main"):
        """Clicks a link or a button, and waits for the page that it leads to."""
        self.clicks += 1
        browsing.press(self.page.get_by_role(within).get_by_role(role, name=name).first)

    def wait_for(self, role, name):
        """Waits until it stands on the page, which refreshes by itself."""
        self.page.get_by_role(role, name=name).first.wait_for()
        self.page.wait_for_load_state()


def by_paste(page):
    """Brings the document into three logs; returns the counted page."""
    counted = Counted(page)
    counted.press("link", "Risks", within="navigation")
    counted.press("link", "Import")
    page.keyboard.insert_text(cells())  # the field for cells has the focus
    counted.press("button", "Read it")
    _take_in(counted)
    counted.press("button", "into Milestones")
    _take_in(counted)
    counted.press("button", "into Budget")
    counted.wait_for("button", "Save answers")
    counted.clicks += 1
    page.get_by_label("Financial year").first.fill("2011/12")
    counted.press("button", "Save answers")
    _take_in(counted)
    return counted


def _take_in(counted):
    counted.wait_for("button", "Import 5 rows" if "budgets" in counted.page.url else "Import ")
    counted.press("button", "rows")
    counted.wait_for("link", "Take it back")


def in_a_browser(folder):
    """Clicks, loads and seconds of the whole document, and how many rows each log has then."""
    like = kept.made_by("tests.e2e.empty_programme")
    with closing(Stack(folder, like=like)) as stack, browsing.chromium() as chromium:
        stack.start_everything()
        page = chromium.new_context(base_url=stack.address).new_page()
        page.set_default_timeout(browsing.PATIENCE)
        browsing.sign_in(page, "newcomer")
        page.goto(PROGRAMME)
        begun = time.monotonic()
        counted = by_paste(page)
        seconds = time.monotonic() - begun
        rows = "SELECT (SELECT COUNT(*) FROM {}) AS n"
        tables = ("risks_risk", "milestones_milestone", "budgets_line")
        found = [stack.rows(rows.format(name))[0]["n"] for name in tables]
    return {"clicks": counted.clicks, "loads": counted.loads, "seconds": seconds, "rows": found}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, help="A file of so many risks in place of the document")
    asked = parser.parse_args()
    try:
        if asked.rows:
            print(json.dumps(measure(asked.rows), indent=1))
            return
        found = in_a_browser(Path(FOLDER, "stack"))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"Document 002 by paste: {found['clicks']} clicks, {found['loads']} page loads,")
    print(f"{found['seconds']:.0f} seconds; rows of risks, milestones, budget: {found['rows']}")


if __name__ == "__main__":
    main()
