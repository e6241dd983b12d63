"""The files of frozen content, in each language in which it is shown. Loads the PDF engine."""

from .engine import Drawn
from .languages import second_language, shown_in
from .render import page_count, render_pdf
from .word.document import render_docx


def files_of(content, progress=None) -> Drawn:
    """PDF and Word file of a report, and of it in the second language of its paper."""
    language = second_language(content)
    share = 2 if language else 1

    def told(begin):
        """Progress of one of the files among all."""
        return progress and (lambda percent, words: progress(begin + percent // share, words))

    drawn = _files(content, told(0))
    if language:
        drawn.further[language] = _files(shown_in(content, language), told(50))
    return drawn


def _files(content, progress):
    docx = render_docx(content)  # first: it needs little, the PDF leaves much behind
    pdf = render_pdf(content, progress)
    return Drawn(pdf, page_count(pdf), docx)
