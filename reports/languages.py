"""The languages of a report: how its frozen content is shown in the second one of its paper.

The words of both are frozen together and cleared together; what is shown in one is a projection.
Rows, figures and tables of the logs are the same in both, and so are the fixed words of the
product, which are English and tagged so.
"""

from papers.choices import Language

TAGS = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}  # as pages, PDF and Word name them
FIXED = TAGS[Language.ENGLISH]


def second_language(content) -> str:
    """The language in which frozen content is shown too; blank where it has one."""
    return content["heading"].get("second", {}).get("language", "")


def shown_in(content, language) -> dict:
    """The content as it is printed in a language: what people wrote in it in place of the rest."""
    if not language or language != second_language(content):
        return content
    heading = {**content["heading"], "shown_in": language}
    second = heading.pop("second")
    heading["title"] = second["title"] or heading["title"]
    words = [{**part, **part.pop("second")} for part in map(dict, content.get("words", []))]
    return {**content, "heading": heading, "words": words}


def tag_of_attached(heading, key) -> str:
    """How the language of an attached document is tagged, where it is the version of its paper in
    the other language; blank where it is any other.
    """
    first = Language(heading.get("language", Language.ENGLISH))
    return TAGS[first.other] if key == heading.get("second_document") else ""


def tags_of(heading) -> dict:
    """How the languages of a document are tagged: {"page", "first", "fixed"}, of what people wrote,
    of what stands in the first language in both, of the rest. Nothing where all is English.
    """
    first = heading.get("language", Language.ENGLISH)
    shown = heading.get("shown_in", first)
    if Language.WELSH not in (first, shown):
        return {}
    return {"page": TAGS[shown], "first": TAGS[first], "fixed": FIXED}
