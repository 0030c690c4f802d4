r"""
Limpide's cleaners: pure functions on text, and the order they run in.

    >>> from cleaners import clean
    >>> from cleaners.read import read
    >>> clean(read(b"Bonjour.  \n\n\n\nFin.", name="note.txt")).text
    'Bonjour.\n\nFin.\n'
"""

from __future__ import annotations

from cleaners.admissions import drop_admissions
from cleaners.adverts import drop_adverts
from cleaners.amid import drop_amid
from cleaners.appeals import drop_appeals
from cleaners.author_boxes import drop_author_boxes
from cleaners.below import drop_below
from cleaners.calls import drop_calls
from cleaners.caption_credits import drop_caption_credits
from cleaners.cards import drop_cards
from cleaners.chapters import drop_chapters
from cleaners.comments import drop_comments
from cleaners.consent import drop_consent
from cleaners.contents import drop_contents
from cleaners.cookie_lists import drop_cookie_lists
from cleaners.crumbs import drop_crumbs
from cleaners.disclaimers import drop_disclaimers
from cleaners.document import Cleaner, Comment, Document, Edit, Fact, Finding, LeftOut, Reject, Suggestion
from cleaners.encoding import drop_invisible, fix_encoding, fix_entities
from cleaners.endings import drop_endings
from cleaners.errors import CleaningError, LimpideError
from cleaners.evidence import ends_said, lines_of
from cleaners.feet import drop_feet
from cleaners.fine_print import drop_fine_print
from cleaners.furniture import drop_furniture
from cleaners.headlines import drop_headlines
from cleaners.homophones import fix_homophones
from cleaners.house_rules import drop_house_rules
from cleaners.inline import drop_inline
from cleaners.interface import drop_interface
from cleaners.joined import drop_joined
from cleaners.language import find_language
from cleaners.leftovers import drop_leftovers
from cleaners.linked_foot import drop_linked_foot
from cleaners.linked_heads import drop_linked_heads
from cleaners.mastheads import drop_mastheads
from cleaners.menu_rows import drop_menu_rows
from cleaners.menus import drop_menus
from cleaners.metadata import find_metadata
from cleaners.names import fix_names
from cleaners.nonwords import fix_nonwords
from cleaners.normalise import fix_line_ends, normalise, tidy
from cleaners.notices import drop_notices
from cleaners.offers import drop_offers
from cleaners.pitches import drop_pitches
from cleaners.placeholders import drop_placeholders
from cleaners.pull_quotes import drop_pull_quotes
from cleaners.related import drop_related
from cleaners.related.told import is_told
from cleaners.repeats import drop_coded_copy, drop_repeats
from cleaners.scraps import drop_scraps
from cleaners.scripts import drop_scripts
from cleaners.sound_tags import drop_sound_tags
from cleaners.stutters import fix_stutters, smooth_stutters
from cleaners.tags import drop_tags
from cleaners.tails import drop_tails
from cleaners.teasers import drop_teasers
from cleaners.threads import drop_threads
from cleaners.tickers import drop_tickers
from cleaners.timecodes import drop_timecodes
from cleaners.twin_titles import drop_twin_titles

__all__ = [
    "PIPELINE", "READABLE", "Cleaner", "CleaningError", "Comment", "Document", "Edit", "Fact", "Finding", "LeftOut",
    "LimpideError", "Reject", "Suggestion", "clean",
]  # fmt: skip

# The order matters; a comment says why an entry stands where it does.
PIPELINE: tuple[Cleaner, ...] = (
    # The characters first: every later rule reads words, and finds none in "dÃ©jÃ\xa0".
    fix_entities,  # "&Atilde;&copy;" is mojibake written as entities
    fix_encoding,  # what it repairs may be a character that nobody sees
    drop_invisible,
    fix_line_ends,  # every later rule takes a line feed for the end of a line
    normalise,
    find_language,  # later rules ask which words to look for
    # What the text is, while its head and foot are whole; whether it is speech decides what may be done to it.
    find_metadata,
    drop_scripts,  # before all that reads lines: code is none
    drop_coded_copy,  # before the scraps, which would take its tags and leave what they mark
    drop_scraps,  # likewise: behind a field's name stands the line
    drop_joined,  # before all that reads lines, with all of them: where a text has none, these see those of its page
    drop_comments,  # before all that reads lines: comments repeat and list things, and are nobody's furniture
    drop_threads,  # behind the comments, which know a board by these lines, before the furniture, which leaves half
    drop_house_rules,  # behind the comments, which may stand below them
    drop_adverts,  # before the repeats and the furniture, which would take the marks and leave what they mark
    drop_repeats,  # before the lists: a second copy would make a list of each of its lines
    drop_pull_quotes,  # once the text stands once: what repeats now is set beside it
    drop_linked_heads,  # before the furniture, which would take some titles and leave what they say
    drop_twin_titles,  # before the furniture, which would take one of the two
    drop_cards,  # before the furniture, which would take their titles and leave what they say
    drop_tickers,  # before the times of a recording are looked for
    # What is no text, once comments and second copies are out.
    drop_furniture,  # first of these: it judges a line by its place on the whole page
    drop_mastheads,  # right after the furniture: what is left among the menus that it took
    drop_cookie_lists,  # before the rest of the box that they stand in
    drop_consent,  # with its buttons, before the rules for buttons leave it bare
    drop_menus,  # beside the furniture, which reads lines: here a whole page stands in one
    drop_crumbs,  # after the furniture, which knows a page by such lines
    drop_menu_rows,  # before the interface, which looks at single words beside them
    drop_interface,  # what the furniture's model says nothing about: short and torn texts
    drop_inline,  # where a whole text is one line: what the rules above find as lines of their own
    drop_endings,  # behind the lines: what is glued to the last of them
    drop_leftovers,  # before the placeholders: an image between its tags leaves them a line of their own
    drop_placeholders,  # before the lists, whose lines they interrupt
    drop_contents,
    drop_chapters,  # before the times of a transcript, whose lines it leaves
    drop_teasers,
    drop_amid,  # before the lists that are announced, of whose rankings they would take the head
    drop_related,
    drop_linked_foot,  # after the lists that are announced: of the rest only its links tell
    drop_headlines,  # after the lists that are announced: what nothing announces is left
    drop_feet,  # after all lists of the foot: what is left among them
    drop_below,  # after the share bars, forms and legal lines that end a text
    drop_author_boxes,  # after the lists that stand below them: they are known by ending the page
    drop_tags,
    drop_fine_print,  # before the single lines of which it is made
    drop_notices,
    drop_disclaimers,
    drop_admissions,  # after those known by their wording: what is left is known by what it is made of
    drop_tails,  # before the calls, of which it is made: they would leave what stands between them
    drop_timecodes,  # before the calls, so that a line is what was said
    drop_caption_credits,  # before the offers, which would end with the service that one names
    drop_offers,  # before the pitches, which would take sentences out of an offer
    drop_pitches,  # before the calls, which would take sentences out of a sponsor's read
    drop_calls,  # last: a sentence is looked at when the lines that are none are gone
    drop_appeals,  # after the calls that are known by their wording: what stands beside one is likelier another
    # Speech only: these look at nothing but transcripts.
    drop_sound_tags,  # before the stumbles, which a sound may stand between
    fix_stutters,
    fix_names,  # on speech without stumbles, so that a name's words stand together
    fix_homophones,
    fix_nonwords,  # after names: a name is no word either
    # Last, because each cut leaves a gap.
    tidy,
)

# What may be all of a text: the fields of a page, and comments, which are records of their own.
_MAY_BE_ALL: frozenset[Cleaner] = frozenset((find_metadata, drop_comments))

# For a transcript to be read, not quoted: what was said only twice goes, too.
READABLE: tuple[Cleaner, ...] = tuple(smooth_stutters if step is fix_stutters else step for step in PIPELINE)


def clean(doc: Document, pipeline: tuple[Cleaner, ...] = PIPELINE, *, passes: int = 4) -> Document:
    """
    Clean a document: each cleaner once, in order, and again until a whole pass changes nothing.

    What goes out of one rule's way can bring a line into another's, so a second pass follows a first that
    changed something; a cleaned document is therefore one that cleaning leaves alone. `passes` bounds this. A
    cleaner that found nothing in the text as it stands, but for the line ends around it, is not asked again.
    What a cleaner would take out of a text so that not one sentence is left stays: that is no text with noise around
    it, but one on the very thing that the cleaner looks for. Comments and the fields of a page may be all there is.
    Raises CleaningError that names the cleaner and the document.
    """
    seen = [""] * len(pipeline)
    said = doc.text.strip("\n")
    for _ in range(passes):
        rounds = doc.rounds
        for place, step in enumerate(pipeline):
            if said and said == seen[place]:
                continue
            so_far = doc.rounds
            try:
                # Most cleaners find nothing in most documents.
                if found := list(step(doc)):
                    done = doc.after(found)
                    doc = doc if step not in _MAY_BE_ALL and _is_emptied(doc.text, done.text) else done
            except LimpideError:
                raise
            except Exception as error:
                raise CleaningError(step.__name__, doc.id, f"{type(error).__name__}: {error}") from error
            if doc.rejected:
                return doc
            if doc.rounds == so_far:
                seen[place] = said
            else:
                seen[place], said = "", doc.text.strip("\n")
        if doc.rounds == rounds:
            break
    return doc


def _is_emptied(before: str, after: str, *, most: int = 2000) -> bool:
    """Say whether a text has lost its last sentence; one that `most` characters are left of has not."""
    if len(after) > most or len(after) == len(before):
        return False
    left = any(is_told(line.text) or ends_said(line.text) for line in lines_of(after))
    return not left and any(is_told(line.text) for line in lines_of(before))
