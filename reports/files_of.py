"""The files of frozen content, of each edition and in each language in which it is shown. Loads the
PDF engine.
"""

from dataclasses import replace

from .editions import full_edition, kept_back, public_edition
from .engine import Drawn
from .languages import second_language, shown_in
from .render import page_count, render_pdf
from .word.document import render_docx


def files_of(content, progress=None) -> Drawn:
    """PDF and Word file of the public edition of a report, in each language of its paper; and the
    same of its full edition, where something is kept back.
    """
    if not kept_back(content):
        return _in_languages(public_edition(content), progress)
    drawn = _in_languages(public_edition(content), _told(progress, 0, 2))
    full = _in_languages(full_edition(content), _told(progress, 50, 2))
    return replace(drawn, full=full)


def _told(progress, begin, share):
    """Progress of one of the files among all."""
    return progress and (lambda percent, words: progress(begin + percent // share, words))


def _in_languages(content, progress):
    """The files of one edition, and of it in the second language of its paper."""
    language = second_language(content)
    share = 2 if language else 1
    drawn = _files(content, _told(progress, 0, share))
    if language:
        drawn.further[language] = _files(shown_in(content, language), _told(progress, 50, share))
    return drawn


def _files(content, progress):
    docx = render_docx(content)  # first: it needs little, the PDF leaves much behind
    pdf = render_pdf(content, progress)
    return Drawn(pdf, page_count(pdf), docx)
