"""`python -m bench.sheet`: a weekly round of 20 rows in a browser, counted in clicks and pages.

The programme manager begins on the overview, opens the risks as a sheet, writes the next review of
20 of them by keyboard, and saves. An owner begins there too, is led to the page of an update round,
changes five of 20 rows by keyboard, says that nothing has changed in the others, and saves.
"""

import os
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROWS, MOST_CLICKS = 20, 12
CHANGED = 5  # of the rows of an update round
LENGTH = 25  # of the register


class Counted:
    """A browser page whose clicks and loads are counted."""

    def __init__(self, page):
        self.page, self.clicks, self.loads = page, 0, 0
        page.on("load", lambda _: setattr(self, "loads", self.loads + 1))

    def click(self, what, leads=False):
        self.clicks += 1
        if leads:
            with self.page.expect_navigation():
                what.click()
        else:
            what.click()

    def link(self, name):
        link = self.page.get_by_role("link", name=name, exact=True)
        self.click(link.first, leads=True)


def weekly_round(page):
    """Does the round; gives the counts and what the product said."""
    counted = Counted(page)
    counted.link("Risks")
    counted.link("Edit as a sheet")
    cells = page.locator("[data-cells] [name$='-review']:not([name^=new])")
    if cells.count() < ROWS:
        raise SystemExit(f"Only {cells.count()} rows can be changed.")
    write_reviews(counted, cells, ROWS)
    return save(counted)


def update_round(page):
    """Answers for all rows of an update round."""
    counted = Counted(page)
    counted.click(page.get_by_role("link", name="of yours to answer").first, leads=True)
    write_reviews(counted, page.locator("[data-cells] [name$='-review']"), CHANGED)
    counted.click(page.get_by_label("No change in all other rows"))
    return save(counted)


def write_reviews(counted, cells, rows):
    """Writes the next review of the first rows by keyboard."""
    counted.click(cells.first)
    first, keyboard = date.today() + timedelta(weeks=4), counted.page.keyboard
    for number in range(rows):
        keyboard.press("Control+a")
        keyboard.type((first + timedelta(days=number)).strftime("%d/%m/%Y"))
        keyboard.press("Enter")


def save(counted):
    """Saves; gives the counts and what the product said."""
    page = counted.page
    save = page.get_by_role("button", name="Save", exact=True)
    counted.click(save, leads=True)
    return counted, page.locator("main .govuk-notification-banner__heading").inner_text()


def main():
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DATA_DIR"] = f"{folder}/own"  # before any settings are read
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
        import django

        django.setup()
        from tests import kept
        from tests.stack import Stack
        from tools.browsing import chromium

        stack = Stack(Path(folder, "stack"), like=kept.empty())
        try:
            session = stack.python("-m", "bench.fill", str(LENGTH)).strip()
            stack.start_web(workers=2)
            with chromium() as browser:
                context = browser.new_context(base_url=stack.address)
                cookie = {"name": "sessionid", "value": session, "url": stack.address}
                context.add_cookies([cookie])
                page = context.new_page()
                page.goto(f"/programmes/register-{LENGTH}/")
                tell("A sheet", *weekly_round(page))
                stack.python("-m", "bench.asked", f"register-{LENGTH}", str(ROWS))
                page.goto(f"/programmes/register-{LENGTH}/")
                tell("An update round", *update_round(page))
        finally:
            stack.close()


def tell(what, counted, said):
    """Prints what was found, against the goal."""
    saved = len(set(re.findall(r"\bR\d+\b", re.split("saved|answered", said)[0])))
    verdict = "met" if counted.clicks < MOST_CLICKS and saved >= ROWS else "MISSED"
    print(f"{what}: {said}\n{saved} rows, {counted.clicks} clicks, {counted.loads} pages loaded")
    print(f"goal: under {MOST_CLICKS} clicks for {ROWS} rows: {verdict}")


if __name__ == "__main__":
    main()
