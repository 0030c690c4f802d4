"""When the answer for a whole page is not heard: it would take the text, or is not sure of what it takes."""

from __future__ import annotations

import numpy as np

from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools


def overturned(page: Page, out: Bools, *, most: float = 1.0) -> bool:
    """Say whether more than `most` times the prose that stays would go: then the text was taken for furniture."""
    read = page.prose * page["words"]
    return bool(read[out].sum() > most * read[~out].sum())


def takes_text(
    page: Page, out: Bools, *, least: int = 150, text: float = 0.9, none: float = 0.05, most: float = 3.0
) -> bool:
    """
    Say whether the text was taken for furniture: more prose would go than stays.

    Not so when what stays is surely text, and what goes is surely none, at most `most` times as long and all but a
    tenth of it above or below what stays: then the foot tells of other articles, or of cookies, at greater length than
    the text has.
    """
    if not overturned(page, out):
        return False
    read = page.prose * page["words"]
    stays, goes = read * ~out, read * out
    if stays.sum() < least or goes.sum() > most * stays.sum():
        return True
    text_at = np.flatnonzero(stays)
    if 10 * goes[text_at[0] : text_at[-1]].sum() > goes.sum():
        return True
    return bool((stays @ page.sure) < text * stays.sum() or (goes @ page.sure) > none * goes.sum())


def is_firm(page: Page, out: Bools, *, none: float = 0.05, share: float = 0.3) -> bool:
    """Say whether at least a `share` of the lines that would go are surely none: of copied pages half and more are."""
    return bool((page.sure[out] < none).sum() >= share * out.sum())
