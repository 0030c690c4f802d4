"""
What can go wrong, as a tree.

    LimpideError
    ├── CleaningError      a cleaner broke its promise; names the cleaner and the document
    │   └── OverlapError       two edits of one step want the same characters
    ├── ResourceError      language data is missing or malformed; says which file to add or mend
    ├── InputError         an input cannot be taken in; says what, where and what to do
    │   ├── EmptyInput         nothing in it
    │   ├── BinaryInput        not text
    │   └── TooLarge           over a limit of the settings
    └── StoreError         the corpus or a capture cannot be read or written; says what, where and what to do

Every error keeps its arguments in `args`, so it travels between worker processes unharmed.
"""

from __future__ import annotations


class LimpideError(Exception):
    """The root: catch this to catch all that Limpide raises on purpose."""


class CleaningError(LimpideError):
    """A cleaner failed on a document: (cleaner, document id, what happened)."""

    def __str__(self) -> str:
        """One sentence that names the cleaner and the document."""
        if len(self.args) != 3:
            return super().__str__()
        cleaner, doc_id, what = self.args
        return f"{cleaner} failed on {doc_id}: {what}"


class OverlapError(CleaningError):
    """Two edits of one step overlap, or one leaves the text; both rules are named."""


class ResourceError(LimpideError):
    """Language data that should be there is not, or does not hold what it should."""


class _Placed(LimpideError):
    """What went wrong somewhere: (where, what, what to do)."""

    def __str__(self) -> str:
        """Where, what, what to do, as one line."""
        if len(self.args) != 3:
            return super().__str__()
        where, what, remedy = self.args
        return f"{where}: {what}; {remedy}"


class InputError(_Placed):
    """An input that cannot become a document: (where, what, what to do)."""


class EmptyInput(InputError):
    """No character that says something."""


class BinaryInput(InputError):
    """Bytes that are not text in any encoding we know."""


class TooLarge(InputError):
    """More bytes or longer lines than the settings allow."""


class StoreError(_Placed):
    """What is kept cannot be read or written: (where, what, what to do)."""
