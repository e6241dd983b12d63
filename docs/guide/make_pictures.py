"""Makes the pictures of the guides from a throwaway demo, so that they show the product as it is.

.venv/bin/python -m docs.guide.make_pictures          needs what `make test` needs
"""

import io
import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from tests.e2e.days import working_day

PICTURES = Path(__file__).parent / "pictures"
PROGRAMME = "/programmes/shared-management/"
CLOSING = "/programmes/support-services-review/"
LIVING, CLOSED = "/programmes/meremarsh/", "/programmes/shared-print-room/"
# pixels of a window, of a phone, of the picture, and its colours
WIDE, PHONE, SHOWN, COLOURS = 1280, 360, 960, 160


def keep(name, image, width=SHOWN):
    """Scales a picture down and gives it few colours: text stays sharp, the file small."""
    image = image.convert("RGB")
    if image.width > width:
        image = image.resize(
            (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
        )
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png {few.width} x {few.height}", flush=True)


class Camera:
    """Opens pages as one of the demo's people and takes their pictures."""

    def __init__(self, browser, stack):
        self.browser, self.stack = browser, stack

    def open(self, username=None, *, width=WIDE, height=860):
        from tools.browsing import sign_in

        scale = 2 if width == PHONE else 1
        context = self.browser.new_context(
            base_url=self.stack.address,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
        )
        page = context.new_page()
        if username:
            sign_in(page, username)
        return page

    def press(self, what):
        """Clicks what leads to another page, and waits for that."""
        from tools.browsing import press

        press(what)

    def take(self, name, page, address=None, *, to=None, width=SHOWN):
        """The upper part of a page, down to its lower edge or to the element `to`."""
        if address:
            page.goto(address)
        size = page.viewport_size
        bottom = page.locator(to).first.bounding_box() if to else None
        height = min(bottom["y"] + bottom["height"] + 16, 1600) if bottom else size["height"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
        keep(name, Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True))), width)


def for_everybody(camera):
    camera.take("published", camera.open(), "/published/jaic/2012-04-04/programme-management/")
    camera.take(
        "phone", camera.open("member", width=PHONE, height=640), f"{PROGRAMME}reports/", width=PHONE
    )


def for_the_manager(camera):
    camera.take("overview", camera.open("manager", height=1080), LIVING)
    page = camera.open("manager")
    camera.take("register", page, f"{LIVING}risks/")
    camera.take("heat-map", page, f"{LIVING}risks/heat-map/")
    camera.take("risk", page, f"{PROGRAMME}risks/R1/")
    camera.take("milestones", page, f"{LIVING}milestones/")
    camera.take("sheet", page, f"{PROGRAMME}risks/sheet/")
    camera.take("closure", page, f"{CLOSING}closure/")
    camera.take("custody", page, f"{CLOSING}closure/custody/?log=followon")
    page.goto(f"{LIVING}rounds/")
    camera.press(page.get_by_role("main").get_by_role("table").get_by_role("link").first)
    camera.press(page.get_by_role("link", name="Answer for my rows"))
    camera.take("round", page, to="main form")


def for_two_at_once(camera):
    """The manager and a workstream lead open the same risk; the lead saves last."""
    manager, lead = camera.open("manager"), camera.open("workstream")
    for page in manager, lead:
        page.goto(f"{PROGRAMME}risks/R1/edit/")
    for page, title in (
        (manager, "Stage 2 is not implemented"),
        (lead, "Stage 2, service integration, comes too late"),
    ):
        page.get_by_label("Risk", exact=True).fill(title)
        camera.press(page.get_by_role("button", name="Save", exact=True))
    camera.take("two-versions", lead)


def for_democratic_services(camera):
    page = camera.open("democratic")
    camera.take("meetings", page, f"{PROGRAMME}meetings/")
    camera.press(page.get_by_role("link", name="4 April 2012"))
    camera.take("clear-days", page, to="table")
    page.goto(f"{PROGRAMME}meetings/add/")
    meeting = working_day(15)
    page.get_by_label("Body").select_option("JAIC")
    page.get_by_label("Date of the meeting").fill(f"{meeting:%d/%m/%Y}")
    camera.press(page.get_by_role("button", name="Save", exact=True))
    camera.stack.manage("issue_due_reports")
    page.goto(f"{PROGRAMME}reports/")
    camera.press(page.get_by_role("main").get_by_role("link", name="version 1").first)
    camera.take("draft", page)
    camera.press(
        page.get_by_role("link", name="Publish", exact=True).or_(
            page.get_by_role("button", name="Publish", exact=True)
        )
    )
    camera.take("publish", page, to="main form")


def for_scrutiny(camera):
    page = camera.open("scrutiny")
    camera.take("history", page, f"{PROGRAMME}history/")
    camera.take("people", page, f"{PROGRAMME}people/")
    page.goto(f"{CLOSING}scrutiny/")
    camera.press(page.get_by_role("main").get_by_role("link", name="Project closure").first)
    camera.take("review", page)
    camera.press(page.get_by_role("link", name="5. Savings and their re-allocation"))
    camera.take("review-part", page)
    page.go_back()
    camera.press(page.get_by_role("link", name="Questions and answers"))
    camera.take("questions", page)
    camera.take("search", page, f"{LIVING}search/?q=payroll")


def for_the_administrator(camera):
    page = camera.open("admin")
    camera.take("retention", page, f"{CLOSED}closure/retention/")


def pdf_pages(stack, folder):
    """The first page of the report beside the one with the heat map."""
    pdf = folder / "report.pdf"
    stack.manage(
        "render_report",
        "shared-management",
        "programme-management",
        "--at",
        "2012-03-09",
        "--output",
        str(pdf),
    )
    subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, folder / "page"], check=True)
    pages = [
        ImageOps.expand(Image.open(path), 1, "#b1b4b6")
        for path in sorted(folder.glob("page-*.png"))
    ]
    first, with_map = (
        pages[0],
        next(
            page
            for number, page in enumerate(pages, 1)
            if "likelihood times" in text_of(pdf, number)
        ),
    )
    both = Image.new(
        "RGB", (first.width + with_map.width + 24, max(first.height, with_map.height)), "white"
    )
    both.paste(first, (0, 0))
    both.paste(with_map, (first.width + 24, 0))
    keep("report", both)


def text_of(pdf, page):
    command = ["pdftotext", "-f", str(page), "-l", str(page), pdf, "-"]
    return " ".join(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    )


def main():
    from tests import kept
    from tests.stack import Stack
    from tools.browsing import chromium

    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        stack = Stack(Path(folder, "data"), like=kept.demo())
        try:
            stack.start_web()
            pdf_pages(stack, Path(folder))
            with chromium() as browser:
                camera = Camera(browser, stack)
                for take in (
                    for_everybody,
                    for_the_manager,
                    for_two_at_once,
                    for_democratic_services,
                    for_scrutiny,
                    for_the_administrator,
                ):
                    take(camera)
        finally:
            stack.close()


if __name__ == "__main__":
    import django

    with tempfile.TemporaryDirectory(prefix="settings-") as own:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "programme.settings", "DATA_DIR": own}
        django.setup()
        main()
