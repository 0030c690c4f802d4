"""What of a title is its own: without a kicker before it, or the heading that a broken one begins."""

from __future__ import annotations

from cleaners.metadata.head import Head
from cleaners.metadata.title.found import Title


def shorter(title: Title, head: Head, *, fewest: int = 2) -> Title:
    """Of a title that a page broke off ("The pier. What two years of…") the heading below that says its beginning."""
    for at, row in enumerate(head.rows):
        ahead = title.text[: len(row.text)] == row.text
        if at != title.at and ahead and len(row.text.split()) >= fewest and row.text[-1:] not in ".…":
            return title._replace(text=row.text, at=at)
    return title


def without_kicker(title: Title, text: str, *, most: int = 3) -> Title:
    """Of a title with a kicker before it ("Harbour The pier is gone") what stands elsewhere as a line of its own."""
    words = title.text.split()
    first = text.find(title.text)
    behind = text[first + len(title.text) : first + 3 * len(title.text)].strip() if first >= 0 else ""
    below = behind.partition("\n")[0].strip()
    # The way to the page may be run into one word with the title that stands below it.
    run_in = len(below.split()) >= most and title.text[: -len(below)][-1:].isalpha()
    if run_in and title.text.endswith(below):
        return title._replace(text=below)
    for cut in range(1, min(most, len(words) - 4) + 1):
        rest = title.text.split(maxsplit=cut)[cut]
        alone = text.find(f"\n{rest}\n", first + len(title.text)) if rest[:1].isupper() else -1
        if alone >= 0 and all(word.isalpha() for word in words[:cut]) and text.count(title.text) == 1:
            return title._replace(text=rest)
    return title
