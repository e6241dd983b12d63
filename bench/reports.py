"""CPU of a warm report against WeasyPrint alone on the same HTML, and against a WeasyPrint process
that starts cold.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import django

ROUNDS = 7
COLD = """
import sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
document, target, *styles = sys.argv[1:]
fonts = FontConfiguration()
stylesheets = [CSS(style, font_config=fonts) for style in styles]
HTML(document).write_pdf(target, font_config=fonts, stylesheets=stylesheets, pdf_variant="pdf/a-3a")
"""


def cpu_seconds(work):
    """CPU of this process and of those that it waited for: whatever else the machine does, it stays
    the same.
    """
    before = os.times()
    work()
    return sum(os.times()[:4]) - sum(before[:4])


def measure(content_file, folder):
    """Returns {name: (figure, unit, goal or None)} for the frozen content in a JSON file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
    django.setup()
    from weasyprint import HTML

    from reports import render
    from reports.document import PAPER_STYLES, SCREEN_STYLES, document_html
    from reports.pdf.characters import printable

    content = json.loads(Path(content_file).read_text())
    html = document_html(printable(content))
    document = Path(folder, "report.html")
    document.write_text(html)
    fonts, stylesheets = render.kit()

    def warm():
        render.render_pdf(content)

    def alone():
        HTML(string=html, url_fetcher=render.BundledFetcher()).write_pdf(
            font_config=fonts, stylesheets=stylesheets, pdf_variant="pdf/a-3a"
        )

    def cold():
        target = document.with_suffix(".pdf")
        subprocess.run(
            [sys.executable, "-c", COLD, document, target, PAPER_STYLES, SCREEN_STYLES], check=True
        )

    ways = {warm: [], alone: [], cold: []}
    warm(), alone()
    for _ in range(ROUNDS):
        for way, times in ways.items():
            times.append(cpu_seconds(way))
    middle = {way: statistics.median(times) for way, times in ways.items()}
    return {
        "warm report, CPU": (middle[warm] * 1000, "ms", None),
        "WeasyPrint alone on the same HTML, warm, CPU": (middle[alone] * 1000, "ms", None),
        "WeasyPrint process that starts cold, CPU": (middle[cold] * 1000, "ms", None),
        "warm report against WeasyPrint alone": (middle[warm] / middle[alone], "x", 1.1),
        "warm report against a cold process": (middle[warm] / middle[cold], "x", 0.35),
    }
