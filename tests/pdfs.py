"""PDFs as people hand them in: whole, locked, broken, with more in them than their pages."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

A4, A3_ACROSS = (595, 842), (1191, 842)


def whole(*sizes, words="Attached", turned=0, alter=None):
    """A PDF of pages with a line of words on each; `alter` changes the document before it is
    saved.
    """
    document = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    font = document.make_indirect(font)
    for number, size in enumerate(sizes or [A4], start=1):
        page = document.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        said = f"BT /F1 20 Tf 72 {size[1] - 100} Td ({words} {number}) Tj ET".encode()
        page.contents_add(pikepdf.Stream(document, said))
        page.rotate(turned, relative=False)
    if alter:
        alter(document)
    return saved(document)


def saved(document, **how):
    kept = io.BytesIO()
    document.save(kept, deterministic_id="encryption" not in how, **how)
    return kept.getvalue()


def locked(**passwords):
    with pikepdf.open(io.BytesIO(whole())) as document:
        return saved(document, encryption=pikepdf.Encryption(**passwords))


def _script(document):
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert('Hello')"))
    document.Root.OpenAction = action


def _starts_a_program(document):
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=launch)
    document.pages[0].Annots = Array([document.make_indirect(note)])


def _file_inside(document):
    document.attachments["data.csv"] = b"a,b"


def _film(document):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=Array([0, 0, 9, 9]))
    document.pages[0].Annots = Array([note])


def _xfa(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))


def _without_a_size(document):
    document.pages[0].mediabox = Array([0, 0, 0, 0])


def filled_in_form(document):
    """A text field with what somebody filled in, drawn as an appearance of its own."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawn = pikepdf.Stream(document, b"BT /F1 12 Tf 2 4 Td (Filled in) Tj ET")
    resources = Dictionary(Font=Dictionary(F1=font))
    drawn.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20], Resources=resources)
    )
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String("Filled in"),
            Rect=Array([72, 600, 272, 620]),
            F=4,
            AP=Dictionary(N=document.make_indirect(drawn)),
        )
    )
    document.pages[0].Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


def layered(**how):
    """A PDF with words on a layer; `how` are the entries of what is shown of it."""

    def alter(document):
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        shown = {key: Array([layer]) if key == "OFF" else value for key, value in how.items()}
        if "Usage" in shown:
            layer.Usage = shown.pop("Usage")
        layers = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), **shown))
        document.Root.OCProperties = layers
        page = document.pages[0]
        page.obj.Resources.Properties = Dictionary(MC0=layer)
        said = b"/OC /MC0 BDC BT /F1 20 Tf 72 300 Td (Internal) Tj ET EMC"
        page.contents_add(pikepdf.Stream(document, said))

    return whole(alter=alter)


HIDDEN_LAYERS = {
    "switched off": layered(OFF=True),
    "all of them": layered(BaseState=Name.OFF),
    "in print": layered(Usage=Dictionary(Print=Dictionary(PrintState=Name.OFF))),
}
ACTIVE = {  # what the refusal says is in it: the PDF
    "a script": whole(alter=_script),
    "a command that starts a program": whole(alter=_starts_a_program),
    "files inside it": whole(alter=_file_inside),
    "sound or film": whole(alter=_film),
    "a form that only some readers show (XFA)": whole(alter=_xfa),
}
LOCKED = {"to be read": locked(user="u", owner="o"), "to be changed": locked(owner="o")}
BROKEN = {
    "broken off": whole(A4, A4)[:-300],
    "without pages": saved(pikepdf.new()),
    "not what it says": b"%PDF-1.7\nThis is no PDF.",
    "a page without a size": whole(alter=_without_a_size),
    "a stream that is no stream": whole().replace(b"/Length ", b"/Lxngth "),
}
