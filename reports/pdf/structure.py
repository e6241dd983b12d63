"""The tag tree of a PDF, made to read as the document was written.

WeasyPrint tags page by page: a table over 65 pages becomes 65 tables, each with its own headings.
Here the pieces become one section and one table again, repeated headings become page decoration,
and every heading cell says which cells it heads.
"""

import pydyf

HEADINGS = ("/H1", "/H2", "/H3")


class Structure:
    """The objects of one PDF under construction, and the tag tree in them."""

    def __init__(self, pdf: pydyf.PDF):
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.document = self.at(self.root["K"][0])
        self.pages = {reference: number for number, reference in enumerate(pdf.page_references)}
        self.headings: dict[bytes, pydyf.Dictionary] = {}

    def at(self, reference: bytes) -> pydyf.Object:
        """The object that a reference such as b"12 0 R" names."""
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """The child elements, leaving out pieces of page content."""
        found = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def tidy(self):
        """Joins what was cut, then describes every table."""
        self.join(self.document)
        for table in self.all_of(self.document, "/Table"):
            self.describe(table)
        self.index_headings()

    def all_of(self, element: pydyf.Dictionary, tag: str):
        """Elements of that tag below the element, in reading order; tables are not searched."""
        for kid in self.kids(element):
            if kid["S"] == tag:
                yield kid
            else:
                yield from self.all_of(kid, tag)

    # --- Joining the pieces of several pages ------------------------------------------------------

    def join(self, parent: pydyf.Dictionary):
        """Appends each piece that continues its elder sister to her, at every depth."""
        elder = None
        for kid in self.kids(parent):
            if elder is not None and self.continues(kid, elder):
                self.append(elder, kid)
                parent["K"].remove(kid.reference)
            else:
                elder = kid
        for kid in self.kids(parent):
            if kid["S"] in ("/Part", "/Art", "/Sect"):
                self.join(kid)

    def continues(self, kid: pydyf.Dictionary, elder: pydyf.Dictionary) -> bool:
        """Whether the two are pieces of one element.

        Every section starts with its heading, every table with its caption, and there is one
        article in one main part.
        """
        if kid["S"] != elder["S"]:
            return False
        first = next((piece["S"] for piece in self.kids(kid)), None)
        return {
            "/Part": True,
            "/Art": True,
            "/Sect": first not in HEADINGS,
            "/Table": first != "/Caption",
        }.get(kid["S"], False)

    def append(self, elder: pydyf.Dictionary, younger: pydyf.Dictionary):
        """Moves the children of a later piece into the first one."""
        for kid in self.kids(younger):
            if elder["S"] == "/Table" and kid["S"] == "/THead":
                self.decorate(kid)
            else:
                kid["P"] = elder.reference
                elder["K"].append(kid.reference)

    def decorate(self, element: pydyf.Dictionary):
        """Turns tagged text into page decoration, which nobody is read twice."""
        marks = [kid for kid in element["K"] if isinstance(kid, int)]
        if marks:
            self.untag(self.pages[element["Pg"]], set(marks))
        for kid in self.kids(element):
            self.decorate(kid)

    def untag(self, page_number: int, marks: set[int]):
        """Marks pieces of one page's content as artifacts and takes them out of the parent tree."""
        page = self.at(self.pdf.page_references[page_number])
        stream = self.at(page["Contents"]).stream
        for position, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in marks:
                stream[position - 1 : position + 2] = [b"/Artifact", b"BMC", b""]
        numbers = self.at(self.root["ParentTree"])["Nums"]
        parents = numbers[2 * page_number + 1]
        for mark in marks:
            parents[mark] = b"null"

    # --- Tables -----------------------------------------------------------------------------------

    def describe(self, table: pydyf.Dictionary):
        """Gives every heading cell its scope and every other cell the list of its headings."""
        columns: list[bytes] = []
        group: list[bytes] = []
        for part in self.kids(table):
            for row in self.kids(part) if part["S"] in ("/THead", "/TBody", "/TFoot") else [part]:
                cells = self.kids(row)
                if part["S"] == "/THead":
                    columns = [self.heading(cell, "/Column") for cell in cells]
                elif cells and self.is_group(cells[0]):
                    group = [self.heading(cells[0], "/Both")]
                    self.describe_row(cells[1:], [], group)
                elif row["S"] == "/TR":
                    self.describe_row(cells, columns, group)

    def is_group(self, cell: pydyf.Dictionary) -> bool:
        """Whether the cell heads a group of rows: only there a heading is a paragraph."""
        return cell["S"] == "/TH" and [kid["S"] for kid in self.kids(cell)] == ["/P"]

    def describe_row(self, cells: list[pydyf.Dictionary], columns: list[bytes], group: list[bytes]):
        """Headings of a row's cells: the column's, the row's own and that of the group of rows."""
        row = [self.heading(cell, "/Row") for cell in cells if cell["S"] == "/TH"]
        position = 0
        for cell in cells:
            if cell["S"] == "/TD":
                cell["A"]["Headers"] = pydyf.Array(
                    [*columns[position : position + 1], *row, *group]
                )
            position += cell["A"].get("ColSpan", 1)

    def heading(self, cell: pydyf.Dictionary, scope: str) -> bytes:
        """Names a heading cell and says what it heads."""
        name = f"heading-{len(self.headings):06d}"
        cell["A"]["Scope"] = scope
        cell["ID"] = pydyf.String(name)
        self.headings[name] = cell
        return cell["ID"]

    def index_headings(self):
        """The tree by which a reader finds a heading cell by its name."""
        names = pydyf.Array()
        for name, cell in self.headings.items():
            names.extend([pydyf.String(name), cell.reference])
        if not names:
            return
        limits = pydyf.Array([names[0], names[-2]])
        leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
        self.pdf.add_object(leaf)
        tree = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
        self.pdf.add_object(tree)
        self.root["IDTree"] = tree.reference
