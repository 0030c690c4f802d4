"""What a text says in words of talk: phrases to hearers, hesitations, small words said twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, cached_property

from cleaners.evidence import lowered_once
from cleaners.resources import languages, table
from cleaners.search import Finder
from cleaners.speech.counted import WORD, count_of, doubled, words_in
from cleaners.speech.script import Script


class Voice:
    """What a text says in words of talk: counted once, and only when somebody asks."""

    def __init__(self, script: Script, language: str, said: Collection[str] | None = None) -> None:
        self.text, self.rows, self.sounds = script.text, script.rows, script.sounds
        known = languages("metadata")
        self.tongues = (language,) if language in known else known
        self._said = said if language in known else None

    @cached_property
    def signs(self) -> list[str]:
        """Phrases that are said to hearers; "cette vidéo" within "dans cette vidéo" is one sign, not two."""
        if self._said is not None and not self._said:
            return []
        low = self.text.lower() if "İ" in self.text else lowered_once(self.text)
        phrases, find = _phrase_finder(tuple(self.tongues))
        found = {phrases[which] for which, *_ in find(low)}
        return sorted(each for each in found if not any(each != other and each in other for other in found))

    @cached_property
    def hesitations(self) -> int:
        """Sounds of hesitation, which nobody writes but who writes down what was said; a page says "Uh oh!" at will."""
        once = len(set(self.rows)) == len(self.rows)
        said = self.text if once else "\n".join(dict.fromkeys(self.text.split("\n")))
        return max(count_of(said, _sounds(each)) for each in self.tongues)

    def traces(self) -> int:
        """All that only speech leaves: phrases to hearers, hesitations, sound tags, small words said twice."""
        return len(self.signs) + self.hesitations + min(self.sounds, 2) + doubled(self.text) // 2


def talks(text: str, tongues: Iterable[str], share: float, *, sample: int = 20_000) -> bool:
    """Say whether `share` of the words are those of somebody who talks, in one of these languages."""
    text = text[:sample]
    size = words_in(text)
    return size > 0 and any(count_of(text, _talk(each)) >= share * size for each in tongues)


@cache
def _talk(language: str) -> frozenset[str]:
    """Single words of talk; of "j’ai" and "I’m" the first part, as they are split."""
    speech = table("metadata", language).get("speech", {})
    said = (*speech.get("you", ()), *speech.get("fillers", ()), *speech.get("sounds", ()))
    return frozenset(word for word in said if WORD.fullmatch(word))


@cache
def fillers_of(language: str) -> frozenset[str]:
    """Words with which people fill a pause while they talk, and sounds of hesitation."""
    speech = table("metadata", language).get("speech", {})
    return frozenset((*speech.get("fillers", ()), *speech.get("sounds", ())))


@cache
def _sounds(language: str) -> frozenset[str]:
    return frozenset(table("metadata", language).get("speech", {}).get("sounds", ()))


@cache
def _phrases(language: str) -> tuple[str, ...]:
    return tuple(table("metadata", language).get("speech", {}).get("channel", ()))


@cache
def _phrase_finder(tongues: tuple[str, ...]) -> tuple[list[str], Finder]:
    phrases = [phrase for each in tongues for phrase in _phrases(each)]
    return phrases, Finder(phrases)
