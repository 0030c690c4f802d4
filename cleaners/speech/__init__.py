"""
Whether a text is speech that somebody or something wrote down, by what speech leaves in it.

Two answers are kept apart. Speech that a recogniser wrote may have misheard a name, so the repairs of names and of
stumbles need it to be *sure*. Speech that is only likely, or that an editor went over, is a transcript all the same,
whose calls and sounds may go, which harms nobody when it was none.

A text is asked about its shapes in the order of `heard`, each sort of shape with a module of its own:

    stops             is it long without stops, in one line or in few?
    captions          are its lines those of subtitles, or does it have the times of a recording?
    turns             does it hesitate, or do names and signs stand before what people say?
    to_hearers        does it speak to a camera, a microphone, a caller?
    stated            does it say so itself, in a heading or a head?

Before that `script` takes times and sounds off it, and `voice` counts its words of talk, with the numbers of `counted`.
"""

from __future__ import annotations

from collections.abc import Collection

from cleaners.clocks import clocks
from cleaners.document import Document
from cleaners.speech.captions import in_captions, subtitled, with_times
from cleaners.speech.script import Heard, Script
from cleaners.speech.stated import stated
from cleaners.speech.stops import with_few_stops, without_stops
from cleaners.speech.to_hearers import calling, chatting, to_a_camera, welcoming
from cleaners.speech.turns import hesitating, labelled, turning
from cleaners.speech.voice import Voice

# The value of the fact "speech" when a transcript is not to be repaired.
EDITED = "edited"


def repairable(doc: Document) -> bool:
    """Say whether words of this document may have been misheard: it is a transcript, and nobody edited it."""
    return doc.get("kind") == "transcript" and doc.get("speech") != EDITED


def spoken(text: str, language: str = "") -> str:
    """
    Say why this text is speech written down, or "" when it is not.

        >>> spoken("Le Japon cède. Tokyo, dit-on, hésite encore. " * 50, "fr")
        ''
    """
    found = heard(text, [line.strip() for line in text.split("\n") if line.strip()], language)
    return found.why if found else ""


def heard(text: str, rows: list[str], language: str, said: Collection[str] | None = None) -> Heard | None:
    """
    What says that this is speech, or None. `rows` are its lines that are not blank, `said` its phrases to hearers.

    Its shape must be one that speech has, and its words those of people who talk to somebody: menus, lists, code and
    verse have the shape only, interviews in a paper the words only. The shapes: long without stops, in one line or
    in few; short lines that go on in the next; hesitations that an editor would have cut; names of speakers before
    what they say, with times or hesitations; unbroken paragraphs that speak to a camera.
    """
    timed = clocks(text)
    if timed.certain:
        return Heard(f"{len(timed.found)} times of a recording", sure=True)
    script = Script.of(text, rows)
    if not script.rows:
        return None
    voice = Voice(script, language, said if script.text is text else None)
    return (
        without_stops(script, voice)
        or in_captions(script, voice)
        or with_few_stops(script, voice)
        or subtitled(script, voice)
        or with_times(script, voice)
        or hesitating(script, voice)
        or labelled(script, voice)
        or to_a_camera(script, voice)
        or welcoming(script, voice)
        or chatting(script, voice)
        or calling(script, voice)
        or turning(script, voice)
        or stated(rows, script, voice)
        or (Heard(f"{len(timed.found)} times of a recording", sure=False) if timed.found else None)
    )
