"""The files that travel inside the PDF."""

from reports.pdf.attachments import content_json, file_stem


def test_json_keeps_every_character():
    assert (
        content_json({"b": "中 \u202e", "a": "\ud800"}).decode()
        == '{\n "a": "\\ud800",\n "b": "中 \u202e"\n}'
    )


def test_file_names_are_harmless():
    assert file_stem("../Risks & Issues") == "risks-issues"
