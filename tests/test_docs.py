"""The documents agree with the code: links, commands, variables, quoted lines, pictures, names of
buttons, the matrix of permissions.
"""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from programme import decided
from programme.authorization import Role
from programme.authorization.matrix import matrix, service_matrix
from programme.log import logs

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/**/*.md")])
PICTURES = sorted(ROOT.glob("docs/guide/pictures/*.png"))
LARGEST_PICTURE = 120 * 1024
GUIDES = sorted(ROOT.glob("docs/guide/*.md"))
# Put together on the page, of the name of a field or a language; a programme of the demo.
COMPOSED = {"this date is right", "in welsh", "meremarsh reorganisation"}

each_document = pytest.mark.parametrize(
    "document", PAGES, ids=lambda document: str(document.relative_to(ROOT))
)


def anchors(page):
    """The headings of a page as GitHub makes addresses of them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(page, first_cell):
    """The rows of the table whose first heading is `first_cell`, as lists of cells."""
    lines = page.read_text().splitlines()
    start = next(
        number for number, line in enumerate(lines) if line.startswith(f"| {first_cell} |")
    )
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[0], *rows[2:]]


def as_markdown(found):
    rows = [found.head, ["---"] * len(found.head), *found.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@pytest.mark.parametrize("found", [matrix(), service_matrix()], ids=["programme", "service"])
def test_the_matrix_of_permissions_is_that_of_the_code(found):
    written = table(ROOT / "docs/permissions.md", found.head[0])
    assert written == [found.head, *found.rows], (
        f"docs/permissions.md should say:\n{as_markdown(found)}"
    )


def test_the_table_of_decisions_is_that_of_the_code():
    found = decided.table()
    written = table(ROOT / "docs/permissions.md", "Decision")
    assert written == [found.head, *found.rows], (
        f"docs/permissions.md should say:\n{as_markdown(found)}"
    )


def test_the_logins_are_those_of_the_demo():
    people = tomllib.loads((ROOT / "fixtures/shared-management.toml").read_text())["people"]
    held = {(one["username"], Role(role).label.lower()) for one in people for role in one["roles"]}
    assert {
        (name.strip("`"), role) for name, role, _ in table(ROOT / "README.md", "user name")[1:]
    } == held


@each_document
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@each_document
def test_named_files_exist(document):
    named = re.findall(
        r"`([\w.-]+/[\w./-]*\.(?:py|html|css|svg|toml|lock|in|sh|md))`", document.read_text()
    )
    missing = [
        name
        for name in named
        if not any((base / name).exists() for base in (ROOT, document.parent, ROOT / "templates"))
    ]
    assert missing == []


@pytest.mark.parametrize("app", sorted(ROOT.glob("*/README.md")), ids=lambda page: page.parent.name)
def test_the_page_of_an_app_names_files_that_it_has(app):
    named = set(re.findall(r"`(\w+\.py)`", app.read_text()))
    assert not [name for name in named if not any(app.parent.rglob(name))]


@each_document
def test_named_commands_exist(document):
    text = document.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"manage\.py ([a-z]\w*)", text)) <= set(get_commands())
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


@each_document
def test_quoted_code_stands_in_its_file(document):
    for name, block in re.findall(
        r"^```\w+ (\S+/\S+)\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL
    ):
        lines = iter((ROOT / name).read_text().splitlines())
        gone = [
            line
            for line in block.splitlines()
            if line.strip() not in ("", "...") and line not in lines
        ]
        assert gone == [], f"not in {name}, or in another order"


def test_every_environment_variable_is_explained():
    code = "".join(
        path.read_text()
        for path in [*ROOT.glob("programme/settings/*.py"), ROOT / "programme/wsgi.py"]
    )
    read = set(re.findall(r'(?:environ\.get|setdefault|demanded)\(\s*"([A-Z_]+)"', code))
    explained = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/operations.md").read_text()))
    assert {"DATABASE_URL", "DATA_DIR", "SECRET_KEY"} <= read
    assert read <= explained


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_pictures_are_small_and_shown(picture):
    assert picture.stat().st_size <= LARGEST_PICTURE
    assert any(f"pictures/{picture.name})" in page.read_text() for page in PAGES)


@pytest.fixture(scope="module")
def words_of_pages():
    """What templates, code and the editor say, in one line of small letters."""
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    found = [path for app in own for path in app.rglob("*.py")]
    found += [*ROOT.glob("templates/**/*.html"), *ROOT.glob("assets/editor/*.js")]
    text = " ".join(path.read_text() for path in found)
    text = re.sub(r"{%[^%]*%}|\"\s*\n\s*f?\"", "", text)  # sentences in several lines of code
    added = " ".join(f"Add {log.noun}" for log in logs())
    return " ".join(f"{text} {added}".replace("’", "'").split()).lower()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_names_stands_on_pages(guide, words_of_pages):
    text = " ".join(re.sub(r"`[^`]*`|\*\*[^*]+\*\*", "", guide.read_text()).split())
    names = {name.lower() for name in re.findall(r"(?<![\w*])\*([^*]+)\*(?!\*)", text)}
    parts = {part for name in names - COMPOSED for part in name.split(": ")}
    assert not {part for part in parts if part not in words_of_pages}, "what is it called now?"
