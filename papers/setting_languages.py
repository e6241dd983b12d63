"""In which languages a paper is: set, changed."""

from functools import partial

from django.db import models, transaction

from programme.records import begin_change, change_entry, refuse_if

from .attached import AttachedDocument
from .changing_places import change_places
from .choices import Language, Second
from .permissions import ARRANGE
from .second import is_written

IN_ANOTHER = (
    "What is written so far was written as {0}, and would be read out as {1}. Say what becomes of"
    " it, or leave the language as it is."
)
NOT_IN_BOTH = "The paper is not written in both languages: no two versions can change places."

_begin = partial(begin_change, permission=ARRANGE)


class Written(models.TextChoices):
    """What becomes of what is written when the language of a paper changes."""

    IS_IN_IT = "is_in_it", "It is in this language already, and stays where it is"
    SWAPPED = "swapped", "The versions change places: what is in the other one becomes the text"


@transaction.atomic
def set_languages(
    paper, *, by, at, language, second, second_document=None, version=None, written=""
):
    """Says in which language a paper is, and how it is said in the other one. What is written in
    that stays where it is not printed any more. `written` says what becomes of what is written
    where the language changes.
    """
    paper = _begin(paper, by=by, version=version)
    if language != paper.language:
        said = IN_ANOTHER.format(Language(paper.language).label, Language(language).label)
        refuse_if(is_written(paper) and not written, said, "written")
        if written == Written.SWAPPED:
            refuse_if(paper.second != Second.WRITTEN, NOT_IN_BOTH, "written")
            paper = change_places(paper, by=by, at=at)
    attached = AttachedDocument.objects.in_use().filter(paper=paper.pk)
    gone = second_document and not attached.filter(pk=second_document.pk).exists()
    refuse_if(gone, "That document is not attached any more. Choose again.", "second_document")
    said = {"language": language, "second": second, "second_document": second_document}
    return change_entry(paper, by=by, at=at, verb="set the languages of", **said)
