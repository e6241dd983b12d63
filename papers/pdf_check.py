"""Looks into a PDF that somebody hands in: python -m papers.pdf_check < FILE

Prints how many pages it has, or why it is refused, as JSON. Whoever wrote the file decides what
reading it takes: it is read in a process of its own with little memory and few seconds
(`papers/attaching.py`).
"""

import io
import json
import resource
import sys

import pikepdf

MOST_PAGES = 500
MOST_MEMORY, MOST_SECONDS = 2 * 1024**3, 20  # bytes; of the processor

BROKEN = (
    "This PDF cannot be read: it is damaged or not complete. Open it, save or print it as a PDF"
    " again, and choose that file."
)
LOCKED = "This PDF is locked with a password or by its rights. Choose one that is not."
HIDDEN = (
    "This PDF has layers that are switched off, or that some readers show and others do not. Print"
    " it to a PDF, which keeps what is seen, and choose that file."
)
TOO_MANY = f"This PDF has more than {MOST_PAGES} pages. Attach it in parts."
ACTIVE = "This PDF holds {}. Print it to a PDF, which leaves that out, and choose that file."
ACTIONS = {  # what an action of a PDF does, by its name
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/SubmitForm": "a button that sends something",
    "/ImportData": "a button that reads a file",
    "/Rendition": "sound or film",
    "/Movie": "sound or film",
    "/Sound": "sound or film",
    "/RichMediaExecute": "sound or film",
    "/GoTo3DView": "a model in three dimensions",
    "/GoToE": "files inside it",
}
KEYS = {  # what holds such a thing, by a key of it
    "/JS": "a script",
    "/XFA": "a form that only some readers show (XFA)",
    "/EF": "files inside it",
    "/EmbeddedFiles": "files inside it",
    "/RichMediaContent": "sound or film",
    "/3DD": "a model in three dimensions",
}
ON, OFF, OCMD = pikepdf.Name("/ON"), pikepdf.Name("/OFF"), pikepdf.Name("/OCMD")
HIDING = (pikepdf.Name("/AllOff"), pikepdf.Name("/AnyOff"))  # of a layer that follows others
SUBTYPES = {"/FileAttachment": "files inside it", "/Screen": "sound or film"}


def looked_into(content: bytes) -> dict:
    """{"pages": how many} of a PDF that can be printed as it is, or {"refused": why not}."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return {"refused": LOCKED}
            if found := next(active(pdf), None):
                return {"refused": ACTIVE.format(found)}
            if hides_layers(pdf):
                return {"refused": HIDDEN}
            pages = [list(map(float, page.mediabox)) for page in pdf.pages]
            if not pages or any(empty(*box) for box in pages) or pdf.check_pdf_syntax():
                return {"refused": BROKEN}
    except pikepdf.PasswordError:
        return {"refused": LOCKED}
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError):
        return {"refused": BROKEN}
    return {"refused": TOO_MANY} if len(pages) > MOST_PAGES else {"pages": len(pages)}


def empty(left, bottom, right, top):
    """Whether a sheet has no width or no height."""
    return abs(right - left) < 1 or abs(top - bottom) < 1


def hides_layers(pdf) -> bool:
    """Whether some of what stands on the pages of a PDF is not always seen: on the sheets of a
    report all of it would be.
    """
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return False
    shown = layers.get("/D", pikepdf.Dictionary())
    if len(shown.get("/OFF", [])) or shown.get("/BaseState", ON) != ON:
        return True
    usages = (one.get("/Usage", pikepdf.Dictionary()) for one in layers.get("/OCGs", []))
    uses = (use for one in usages for key, use in one.items() if key in ("/View", "/Print"))
    if any(state == OFF for use in uses for _, state in use.items()):
        return True
    of_several = (one for one in pdf.objects if _is_dictionary(one) and one.get("/Type") == OCMD)
    return any("/VE" in one or one.get("/P") in HIDING for one in of_several)


def _is_dictionary(one):
    return isinstance(one, pikepdf.Dictionary) and not isinstance(one, pikepdf.Stream)


def active(pdf):
    """What in a PDF does more than stand on its pages, in words."""
    waiting = list(pdf.objects)
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            inside = list(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            inside = [value for _, value in one.items()]
            yield from (said for key, said in KEYS.items() if key in one)
            yield from _named(one, "/S", ACTIONS)
            yield from _named(one, "/Subtype", SUBTYPES)
        else:
            continue
        waiting += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _named(one, key, words):
    name = one.get(key)
    if isinstance(name, pikepdf.Name) and str(name) in words:
        yield words[str(name)]


def main():
    """Reads the file, within the limits, and prints what there is to say of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    print(json.dumps(looked_into(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
