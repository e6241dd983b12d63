"""`make screenshots`: every kind of page at 360 and 1280 px, and every page of the demo's PDFs.

A page stands under the first role that reaches it; pages that differ from role to role under each.

screenshots/ROLE/WIDTH/PAGE.png    screenshots/pdf/PROGRAMME-PAGE.png
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools import servers

TARGET = servers.ROOT / "screenshots"
WIDTHS = (360, 1280)
NOBODY, FIRST = "anonymous", "programme_manager"
FULLEST = "/programmes/support-services-review/"  # the programme that keeps most logs


def photograph(browser, stack, browsing, role, username, seen):
    page = browser.new_context(base_url=stack.address).new_page()
    if username:
        browsing.sign_in(page, username)
    starts = [FULLEST, "/"] if username else ["/published/"]
    known = seen - browsing.DIFFERENT_FOR_OTHERS
    for kind in browsing.walk(page, *starts, within=lambda kind: kind not in known):
        seen.add(kind)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(
                path=TARGET / role / str(width) / f"{kind.replace(':', '-')}.png", full_page=True
            )
    page.context.close()
    print(f"{role}: {len(list((TARGET / role).rglob('*.png')))} pictures", flush=True)


def photograph_pdfs(stack):
    from reports.models import Report

    (TARGET / "pdf").mkdir(parents=True)
    for report in Report.objects.frozen().select_related("definition__programme"):
        pdf = stack.folder / "published" / report.pdf_name
        name = f"{report.definition.programme.slug}-{report.pk}"
        subprocess.run(["pdftoppm", "-png", "-r", "80", pdf, TARGET / "pdf" / name], check=True)
    print(f"PDFs: {len(list((TARGET / 'pdf').iterdir()))} pages", flush=True)


def people_by_role():
    """One user name for each role of the demo, first that of who reaches most."""
    from programme.models import Membership

    held = Membership.objects.current().order_by("-pk").values_list("role", "user__username")
    return dict(sorted(dict(held).items(), key=lambda one: one[0] != FIRST))


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
        from tests import kept
        from tests.stack import Stack
        from tools import browsing

        shutil.rmtree(TARGET, ignore_errors=True)
        stack = Stack(Path(folder), like=kept.demo())
        try:
            stack.start_web()
            photograph_pdfs(stack)
            people, seen = {**people_by_role(), NOBODY: None}, set()
            with browsing.chromium() as browser:
                for role, username in people.items():
                    photograph(browser, stack, browsing, role, username, seen)
        finally:
            stack.close()
    print(f"They stand in {TARGET.name}/")


if __name__ == "__main__":
    main()
