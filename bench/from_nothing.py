"""`python -m bench.from_nothing`: an empty installation taken to its first imported register and
its first draft in a browser, counted in clicks, pages and seconds.

Nothing is there but the account that `createsuperuser` made. Whoever drives follows links and fills
in forms; the person who is invited opens the link in a browser of their own.
"""

import os
import tempfile
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

DOCUMENT = "fixtures/shared-management.toml"
PASSWORD = "a long phrase to begin with"
MOST_SECONDS = 600
HEAD = ["Risk", "Likelihood", "Impact", "Mitigation"]


def register():
    """The risks of document 002 as cells, as somebody copies them."""
    risks = tomllib.loads(Path(DOCUMENT).read_text())["risks"]["rows"]
    rows = [[one["title"], one["likelihood"], one["impact"], one["mitigation"]] for one in risks]
    return "\n".join("\t".join(f'"{str(one)}"' for one in row) for row in [HEAD, *rows])


class Driven:
    """A browser page whose clicks and loads are counted; each page is shown to `look` first."""

    def __init__(self, page, look):
        self.page, self.look, self.clicks, self.loads = page, look, 0, 0
        page.on("load", lambda _: setattr(self, "loads", self.loads + 1))

    def press(self, role, name, within="main"):
        """Clicks a link or a button and waits for the page that it leads to."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role(within).get_by_role(role, name=name).first.click()
        self.look(self.page)

    def choose(self, name, value=None):
        """Chooses in a list, or ticks what has the value."""
        self.clicks += 1
        field = self.page.locator(f"main [name={name}]")
        if field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            self.page.locator(f"main [name={name}][value={value}]").check()

    def type(self, **fields):
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def home(self):
        self.press("link", "Overview", within="navigation")


def sign_in(driven, username):
    driven.type(username=username, password=PASSWORD)
    driven.press("button", "Sign in")


def create_programme(driven):
    driven.press("link", "Create a programme")
    driven.type(name="Shared management", job_title="Programme Director")
    driven.choose("manages", "yes")
    driven.press("button", "Create the programme")


def prepare(driven, meets_on):
    """Partners, a body and its first meeting, from the list of first steps."""
    driven.press("link", "Add a partner")
    driven.type(name="First Council")
    driven.press("button", "Save")
    driven.home()
    driven.press("link", "Add a body")
    driven.type(name="Joint committee")
    law = {"kind": "joint_committee", "nation": "ENG", "regime": "council", "clear_days": "5"}
    for name, value in law.items():
        driven.choose(name, value)
    driven.press("button", "Save")
    driven.home()
    driven.press("link", "Add a meeting")
    driven.page.locator("main [name=body]").select_option(label="Joint committee")
    driven.clicks += 1
    driven.type(on=f"{meets_on:%d %B %Y}")
    driven.press("button", "Save")
    driven.home()


def invite(driven, newcomer):
    """Somebody is invited; without a mail server they are handed the link."""
    driven.press("link", "Invite by mail")
    driven.type(email="jane.poole@council.example")
    driven.choose("roles", "workstream_lead")
    driven.press("button", "Invite")
    link = driven.page.locator("main dd").filter(has_text="/invitations/").inner_text()
    newcomer.page.goto(link)
    newcomer.look(newcomer.page)
    newcomer.type(name="Jane Poole", job_title="Head of Legal", username="jpoole")
    newcomer.type(password=PASSWORD, again=PASSWORD)
    newcomer.press("button", "Accept the invitation")
    driven.home()


def bring_register(driven):
    driven.press("link", "Risks")
    driven.press("link", "Import")
    driven.page.keyboard.insert_text(register())  # the field for cells has the focus
    driven.press("button", "Read it")
    _wait_for(driven, "button", "Import ")
    driven.press("button", "Import ")
    _wait_for(driven, "link", "Take it back")
    driven.home()


def _wait_for(driven, role, name):
    """Waits until it stands on the page, which refreshes by itself."""
    driven.page.get_by_role(role, name=name).first.wait_for()
    driven.page.wait_for_load_state()


def define_report(driven):
    driven.press("link", "Define a report")
    driven.page.locator("main [name=body]").select_option(label="Joint committee")
    driven.choose("kind", "programme-management")
    driven.clicks += 1
    driven.press("button", "Save")


def read_draft(driven, stack):
    """Looks at the list of reports until a worker has drawn the draft, and opens it."""
    driven.press("link", "Reports", within="navigation")
    draft = driven.page.get_by_role("row").filter(
        has=driven.page.get_by_role("cell", name="Draft", exact=True)
    )

    def is_drawn():
        driven.page.reload()
        return draft.count()

    stack.wait_for(is_drawn, "the first draft is drawn", every=1)
    driven.clicks += 1
    with driven.page.expect_navigation():
        draft.get_by_role("link").first.click()
    driven.look(driven.page)


def whole_way(stack, page, other, look=lambda page: None):
    """Goes all the way; gives the two people as they were driven."""
    driven, newcomer = Driven(page, look), Driven(other, look)
    page.goto("/")
    look(page)
    sign_in(driven, "first")
    create_programme(driven)
    prepare(driven, date.today() + timedelta(days=_days_ahead()))
    invite(driven, newcomer)
    bring_register(driven)
    define_report(driven)
    read_draft(driven, stack)
    return driven, newcomer


def _days_ahead():
    """To a working day that is near enough for its draft to be due at once."""
    from programme.clear_days import is_working_day

    ahead = 4
    while not is_working_day(date.today() + timedelta(days=ahead), "ENG", {}):
        ahead += 1
    return ahead


def empty_installation(folder):
    """The product as it runs, with nothing but its first account."""
    from tests import kept
    from tests.stack import Stack

    stack = Stack(folder, like=kept.empty())
    stack.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
    who = ("--username", "first", "--email", "first@council.example")
    stack.manage("createsuperuser", "--noinput", *who)
    stack.start_everything()
    return stack


def main():
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DATA_DIR"] = f"{folder}/own"  # before any settings are read
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
        import django

        django.setup()
        from tools.browsing import PATIENCE, chromium

        stack = empty_installation(Path(folder, "stack"))
        try:
            with chromium() as browser:
                pages = [browser.new_context(base_url=stack.address).new_page() for _ in range(2)]
                for page in pages:
                    page.set_default_timeout(PATIENCE)
                begun = time.monotonic()
                driven, newcomer = whole_way(stack, *pages)
                seconds = time.monotonic() - begun
                rows = stack.rows("SELECT COUNT(*) AS n FROM risks_risk")[0]["n"]
        finally:
            stack.close()
    verdict = "met" if seconds < MOST_SECONDS and rows else "MISSED"
    print(f"{rows} risks and the first draft: {driven.clicks} clicks, {driven.loads} pages loaded;")
    print(f"the person who was invited: {newcomer.clicks} click; {seconds:.0f} seconds in all")
    print(f"goal: within {MOST_SECONDS} seconds, typing and reading apart: {verdict}")


if __name__ == "__main__":
    main()
