"""What people wrote, read from the frozen content of a report (see `words`)."""

from papers.text import lines_in


def unfinished(content) -> list[str]:
    """The headings of the parts that nobody has said are done: they hold up publication."""
    return [part["title"] for part in content.get("words", []) if not part["is_done"]]


def lines_of(part) -> list[tuple[str, str]]:
    """What a part says, line by line, as (number or label, words): versions are compared by it."""
    found = lines_in(part.get("blocks", []))
    for field in part.get("fields", []):
        words = field["answer"] if "answer" in field else _joined(field["blocks"])
        found.append((field["label"], words))
    for row in part.get("recommendations", []):
        told = [row["text"]]
        told += [f"Who acts: {row['acts']}"] if row["acts"] else []
        told += [f"Delegated: {row['delegation']}"] if row["delegation"] else []
        found.append((row["number"], " ".join(told)))
    for row in part.get("actions", []):
        position = _joined(row["blocks"]) if "blocks" in row else row["position"]
        told = [row["text"], row["decided"], row["acts"], position, *row["rows"]]
        found.append((row["number"], ". ".join(filter(None, told))))
    return found


def _joined(blocks):
    return " ".join(words for _, words in lines_in(blocks))
