"""What the addresses of a report that is gone answer, in every format."""

from django.shortcuts import render

from programme.retention import disposed_in_words

from .proof import withdrawn_in_words

GONE = 410


def disposed_page(request, report, row, what="This version", **extra):
    """The page that says that a version of a report, or what belongs to it, was disposed of, when
    and by which class: for everybody.
    """
    name = f"{report.shown_title}, {report.shown_body}, {report.shown_when}"
    said = disposed_in_words(report.definition.programme, row)
    context = {"title": name, "report": report, "what": what, "said": said, **extra}
    return render(request, "reports/disposed.html", context, status=GONE)


def gone_page(request, report, versions=(), **extra):
    """The page that says that a version was withdrawn, by whom and why, or disposed of: in place of
    the report, of each of its files and of what is attached to it.
    """
    if report.is_disposed:
        return disposed_page(request, report, report, f"Version {report.version}", **extra)
    name = f"{report.shown_title}, {report.shown_body}, {report.shown_when}"
    context = {
        "title": name,
        "report": report,
        "said": withdrawn_in_words(report.withdrawal),
        "others": [one for one in versions if one.pk != report.pk],
        **extra,
    }
    return render(request, "reports/withdrawn.html", context, status=GONE)
