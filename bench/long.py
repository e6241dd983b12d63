"""A paper of 200 sheets: CPU and memory of its PDF, against the PDF engine alone on the same HTML,
of its Word file and its page, and of the process that draws for a worker.

python -m bench.long            a paper of about 200 sheets
python -m bench.long --size 5   one of about 1,000
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

STEPS = ("engine alone", "paper", "with attached", "word", "page", "process")
ROUNDS = 3  # of the two whose CPU is compared; they take turns
SHEETS = 24  # of the attached document


def peak(pid="self"):
    """The most megabytes that a process held so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def step(name, content):
    """Runs one of the steps in this process; returns what it made."""
    from reports import render
    from reports.document import document_html, render_html
    from reports.pdf.characters import printable
    from reports.word.document import render_docx

    fonts, stylesheets = render.kit()
    html = document_html(printable(content)) if name == "engine alone" else None

    def alone():
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=render.BundledFetcher())
        how = {"font_config": fonts, "stylesheets": stylesheets, "pdf_variant": "pdf/a-3a"}
        return document.write_pdf(**how)

    ways = {
        "engine alone": alone,
        "word": lambda: render_docx(content),
        "page": lambda: render_html(content).encode(),
    }
    way = ways.get(name, lambda: render.render_pdf(content))
    before = sum(os.times()[:2])
    made = way()
    return made, sum(os.times()[:2]) - before, peak()


def drawn_by_a_process(content):
    """The paper drawn as a worker has it drawn, twice: the second on top of what the first left."""
    from reports.engine import Engine

    engine = Engine()
    try:
        for _ in range(2):
            drawn = engine.draw(content, 3600, lambda *_: None)
        found = peak(engine.process.pid)
    finally:
        engine.stop()
    return drawn.pdf, sum(os.times()[2:4]), found


def attached():
    """A document of others, kept as one that was handed in."""
    from programme.stored_files import keep_file
    from programme.uploads import ENDING, FOLDER
    from tests import pdfs

    file = pdfs.whole(*[pdfs.A4] * SHEETS)
    sha256, _ = keep_file(file, FOLDER, ENDING)
    facts = {"key": "attached-1", "title": "Business case", "name": "case.pdf", "pages": SHEETS}
    facts |= {"bytes": len(file), "sha256": sha256, "number": "Appendix A"}
    return [{**facts, "address": "http://127.0.0.1:8000/attached/1/"}]


def measure(name, size):
    """One step in this process, told as JSON."""
    import django

    django.setup()
    from bench.long_paper import long_paper
    from reports.render import page_count

    content = long_paper(size)
    if name in ("with attached", "process"):
        content["attached"] = attached()
    made, cpu, held = drawn_by_a_process(content) if name == "process" else step(name, content)
    sheets = page_count(made) if made.startswith(b"%PDF") else None
    told = {"cpu": cpu, "peak": held, "bytes": len(made), "sheets": sheets}
    print(json.dumps(told))


def asked(name, size):
    """One step in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.long", "--size", str(size), "--step", name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    sheets = f", {found['sheets']} sheets" if found["sheets"] else ""
    print(
        f"{name:<14} {found['cpu']:7.1f} s of CPU   {found['peak']:6.0f} MB at most   "
        f"{found['bytes'] / 2**20:.1f} MB{sheets}",
        flush=True,
    )
    return found


def main():
    options = argparse.ArgumentParser(prog="python -m bench.long")
    options.add_argument("--size", type=float, default=1)
    options.add_argument("--step", choices=STEPS)
    given = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
    if given.step:
        return measure(given.step, given.size)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DATA_DIR"] = folder
        pairs = [(asked(STEPS[0], given.size), asked(STEPS[1], given.size)) for _ in range(ROUNDS)]
        rest = [asked(name, given.size) for name in STEPS[2:]]
    alone, paper = (statistics.median(one[n]["cpu"] for one in pairs) for n in (0, 1))
    most = max(one["peak"] for one in [*(two[1] for two in pairs), *rest])
    print(f"paper against the engine alone: {paper / alone:.2f}x   goal at most 1.1x")
    print(f"the most memory: {most:.0f} MB   goal at most 600 MB for 200 sheets")


if __name__ == "__main__":
    main()
