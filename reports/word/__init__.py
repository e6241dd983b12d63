"""The Word file of a report, written from the document that the page and the PDF are made of."""
