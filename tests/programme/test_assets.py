"""The stylesheet is committed: it must be the one that the sources give."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_stylesheet_was_built_from_these_sources():
    assets = ROOT / "assets"
    sources = sorted([*assets.glob("*.scss"), assets / "init.js", assets / "package-lock.json"])
    expected = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    recorded = re.search(r"SHA-256 ([0-9a-f]{64})", (ROOT / "static/app.css").read_text()).group(1)
    assert recorded == expected, "run assets/build.sh and commit static/"


def test_nothing_is_fetched_from_elsewhere():
    css, script = (ROOT / "static/app.css").read_text(), (ROOT / "static/init.js").read_text()
    fetched = re.findall(r"""url\(["']?([^"')]+)""", css) + re.findall(
        r"""from ["']([^"']+)""", script
    )
    assert fetched
    assert not [address for address in fetched if not address.startswith(("fonts/", "./"))]
    assert "@import" not in css


def test_the_fonts_that_the_stylesheet_names_are_there():
    for name in re.findall(r"url\(\"?(fonts/[^\")]+)", (ROOT / "static/app.css").read_text()):
        assert (ROOT / "static" / name).stat().st_size > 50_000
