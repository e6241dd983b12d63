"""The files of a report in the second language of its paper, as its row keeps them: by language
{"pdf": {"name", "sha256", "bytes"}, "pages", "docx": {"name", "sha256", "bytes"}}. Those of its
full edition are kept in the same way, those in the paper's own language under `OWN`.
"""

from dataclasses import dataclass

from papers.choices import Language

from .storage import OWN, keep_drawn


def kept_full(drawn) -> dict:
    """Stores the files of the full edition of what was drawn; nothing where it has none."""
    full = drawn.full
    return {OWN: _kept(full), **kept_files(full)} if full else {}


def kept_files(drawn) -> dict:
    """Stores the further files of what was drawn, and says where each lies."""
    return {language: _kept(one) for language, one in drawn.further.items()}


def _kept(drawn):
    found = {"pages": drawn.pages}
    for kind in ("pdf", "docx"):
        content = getattr(drawn, kind)
        sha256, name = keep_drawn(content, kind)
        found[kind] = {"name": name, "sha256": sha256, "bytes": len(content)}
    return found


@dataclass(frozen=True)
class Further:
    """The files of a report in one further language."""

    language: str
    pdf: dict
    pages: int
    docx: dict

    @property
    def label(self) -> str:
        """The language by its name."""
        return Language(self.language).label

    @property
    def other(self) -> str:
        """The language of the paper itself."""
        return Language(self.language).other.label

    @property
    def own_name(self) -> str:
        """The language as those call it who speak it."""
        return {"cy": "Cymraeg", "en": "English"}[self.language]
