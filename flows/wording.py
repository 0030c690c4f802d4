"""Words for counts, as the terminal and the reports say them."""

from __future__ import annotations


def many(count: int, what: str) -> str:
    """
    A count and what is counted.

        >>> many(1, "edit"), many(2000, "edit")
        ('1 edit', '2,000 edits')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"
