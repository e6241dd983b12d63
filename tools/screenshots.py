"""`make screenshots`: every kind of page as each role at 360 and 1280 px, and every page of the demo's PDFs, into screenshots/.

screenshots/ROLE/WIDTH/PAGE.png    screenshots/pdf/NAME-PAGE.png
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools import servers

TARGET = servers.ROOT / "screenshots"
WIDTHS = (360, 1280)
NOBODY = "anonymous"


def photograph(browser, stack, browsing, role, username):
    page = browser.new_context(base_url=stack.address).new_page()
    if username:
        browsing.sign_in(page, username)
    for kind in browsing.walk(page, "/" if username else "/published/"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(
                path=TARGET / role / str(width) / f"{kind.replace(':', '-')}.png", full_page=True
            )
    page.context.close()
    print(f"{role}: {len(list((TARGET / role).rglob('*.png')))} pictures", flush=True)


def photograph_pdfs(stack):
    (TARGET / "pdf").mkdir(parents=True)
    for pdf in sorted((stack.folder / "published").rglob("*.pdf")):
        subprocess.run(
            ["pdftoppm", "-png", "-r", "80", pdf, TARGET / "pdf" / pdf.stem[:12]], check=True
        )
    print(f"PDFs: {len(list((TARGET / 'pdf').iterdir()))} pages", flush=True)


def people_by_role():
    """One user name for each role of the demo."""
    from programme.models import Membership

    held = Membership.objects.current().order_by("-pk").values_list("role", "user__username")
    return dict(held)


def main():
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        os.environ.update(
            DATA_DIR=folder,
            DJANGO_SETTINGS_MODULE="programme.settings",
            DJANGO_ALLOW_ASYNC_UNSAFE="1",
        )
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from tests.stack import Stack
        from tools import browsing

        shutil.rmtree(TARGET, ignore_errors=True)
        stack = Stack(Path(folder))
        try:
            stack.manage("migrate", "--verbosity", "0")
            stack.manage("demo")
            stack.start_web()
            photograph_pdfs(stack)
            with browsing.chromium() as browser:
                for role, username in {NOBODY: None, **people_by_role()}.items():
                    photograph(browser, stack, browsing, role, username)
        finally:
            stack.close()
    print(f"They stand in {TARGET.name}/")


if __name__ == "__main__":
    main()
