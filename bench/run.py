"""`make bench`: everything that bench/README.md talks about, as ratios of figures from this one
run.
"""

import os
import tempfile
from pathlib import Path


def show(results):
    for name, (figure, unit, goal) in results.items():
        verdict = (
            ""
            if goal is None
            else f"   goal at most {goal}x: {'met' if figure <= goal else 'MISSED'}"
        )
        print(f"{name:<45} {figure:8.2f} {unit}{verdict}", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DATA_DIR"] = f"{folder}/own"  # before any settings are read
        from bench import pages, reports

        show(pages.measure(Path(folder, "pages")))
        show(reports.measure(demo_report(Path(folder, "demo")), folder))


def demo_report(folder):
    """The programme management report of March 2012 as a JSON file."""
    from tests.stack import Stack

    stack, target = Stack(folder), folder.with_suffix(".json")
    try:
        stack.manage("migrate", "--verbosity", "0")
        stack.manage("demo")
        stack.manage(
            "render_report",
            "shared-management",
            "programme-management",
            "--at",
            "2012-03-09",
            "--format",
            "json",
            "--output",
            str(target),
        )
    finally:
        stack.close()
    return target


if __name__ == "__main__":
    main()
