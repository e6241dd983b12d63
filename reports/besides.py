"""What a report prints beside the cells of its tables, as its own templates have it: keys, counts,
notes, sentences, pictures.
"""

import re
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import strip_tags

PICTURE = re.compile(r'<figure\b[^>]*aria-label="([^"]*)"[^>]*>.*?</figure>', re.DOTALL)
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
BLOCK = re.compile(r"<(h3|p|li)\b([^>]*)>(.*?)</\1>", re.DOTALL)
NOTE, BESIDE = "note", "beside the table"


def besides(section) -> tuple[dict, dict]:
    """(lines, pictures) of a section and its further tables.

    The lines are {"Risks: note": [words]}, the pictures {title: drawing}.
    """
    template = section.get("template", "reports/_table.html")
    printed = render_to_string(template, {"section": section, "heading": {}, "wide": False})
    pictures = {unescape(one[1]): one[0] for one in PICTURE.finditer(printed)}
    about, lines = section["title"], {}
    for tag, attributes, inside in BLOCK.findall(TABLE.sub("", PICTURE.sub("", printed))):
        words = " ".join(unescape(strip_tags(inside)).split())
        if tag == "h3":
            about = words
        elif words:
            sort = NOTE if "report-note" in attributes else BESIDE
            lines.setdefault(f"{about}: {sort}", []).append(words)
    return lines, pictures
