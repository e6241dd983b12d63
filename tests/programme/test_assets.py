"""The stylesheet is committed: it must be the one that the sources give."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_stylesheet_was_built_from_these_sources():
    assets = ROOT / "assets"
    own = [*assets.glob("*.scss"), *assets.glob("*.js"), *assets.glob("editor/*.js")]
    sources = sorted([*own, assets / "purge.mjs", assets / "package-lock.json"])
    expected = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    recorded = re.search(r"SHA-256 ([0-9a-f]{64})", (ROOT / "static/app.css").read_text()).group(1)
    assert recorded == expected, "run assets/build.sh and commit static/"


def test_nothing_is_fetched_from_elsewhere():
    css, script = (ROOT / "static/app.css").read_text(), (ROOT / "static/init.js").read_text()
    fetched = re.findall(r"""url\(["']?([^"')]+)""", css)
    assert fetched
    assert not [address for address in fetched if not address.startswith("fonts/")]
    assert "@import" not in css and not re.search(r"\bimport\b", script)


def test_the_editor_is_loaded_by_the_page_that_writes_a_part_alone():
    loading = [path for path in ROOT.glob("templates/**/*.html") if "editor.js" in path.read_text()]
    assert loading == [ROOT / "templates/papers/write.html"]
    script = (ROOT / "static/editor.js").read_text()
    assert not re.search(r"\bimport\b|\beval\(|new Function", script)
    assert script.count("fetch(") == 1, "beside the list of references nothing is fetched"


def test_the_fonts_that_the_stylesheet_names_are_there():
    for name in re.findall(r"url\(\"?(fonts/[^\")]+)", (ROOT / "static/app.css").read_text()):
        assert (ROOT / "static" / name).stat().st_size > 20_000


# Classes by which scripts and the purging know their places, and those that look like any other
# text.
WITHOUT_RULES = re.compile(
    "govuk-js-.*|govuk-frontend|govuk-file-upload(--error)?|govuk-checkboxes__hint"
)


def without_rules(names):
    """Those classes of GOV.UK Frontend among `names` that look like nothing."""
    css = (ROOT / "static/app.css").read_text()
    return {one for one in names if f".{one}" not in css and not WITHOUT_RULES.fullmatch(one)}


def test_every_class_of_gov_uk_frontend_that_a_template_names_is_in_the_stylesheet():
    used = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for classes in re.findall(r'class=(?:"[^"]*"|[^" >]+)', template.read_text())
        for name in re.findall(r"govuk-[\w-]*\w(?![\w{-])", classes)
    }
    assert not without_rules(used), "run assets/build.sh"
