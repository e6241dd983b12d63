"""What the addresses of a withdrawn report answer, in every format."""

from django.shortcuts import render

from .proof import withdrawn_in_words

GONE = 410


def withdrawn_page(request, report, versions=(), **extra):
    """The page that says that a version was withdrawn, by whom and why: in place of the report, of
    each of its files and of what is attached to it.
    """
    name = f"{report.shown_title}, {report.shown_body}, {report.shown_when}"
    context = {
        "title": name,
        "report": report,
        "said": withdrawn_in_words(report.withdrawal),
        "others": [one for one in versions if one.pk != report.pk],
        **extra,
    }
    return render(request, "reports/withdrawn.html", context, status=GONE)
