"""What the language data say about comments: what heads them, who says, what the buttons are called."""

from __future__ import annotations

from functools import cache

import regex

from cleaners.resources import among, keyed, languages, one_of, patterns, table

RULE = "comments"


@cache
def known(tongues: tuple[str, ...], rule: str) -> regex.Pattern[str]:
    """All patterns of a rule in these languages as one, so that a line is read once."""
    found = [each.written for code in tongues for each in patterns(RULE, code) if each.rule == f"{RULE}.{rule}"]
    return regex.compile("(?i)" + "|".join(f"(?:{each.removeprefix('(?i)')})" for each in found or ["(?!)"]))


@cache
def listed_words(tongues: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The words of this list in these languages, the longest first."""
    return tuple(sorted(among(RULE, name, tongues), key=len, reverse=True))


@cache
def buttons(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A line of buttons: "Reply", "Like Liked by 25 people", "Daumen hoch 0 Daumen runter Antworten"."""
    words = "|".join(regex.escape(word) for word in (*listed_words(tongues, "reply"), *listed_words(tongues, "edited")))
    number = rf"\d{{1,2}}\s?(?:{_ages(tongues)})(?!\w)|[+-]?\d[\d.,]*k?"
    return regex.compile(rf"(?i)(?:(?:{words}|{number}|[\[\]()])(?:[\s.·|,•↓…»]|(?<=\s)[-–/](?=\s))*)+")


@cache
def _ages(tongues: tuple[str, ...]) -> str:
    return "|".join(regex.escape(word) for word in listed_words(tongues, "ages")) or "(?!)"


@cache
def short_age(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """An age in one short word, alone in its line: "3h", "2 ans"."""
    return regex.compile(rf"(?i)\d{{1,2}}\s?(?:{_ages(tongues)})")


@cache
def aged(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A row of buttons with an age among them: "Like · Reply · 3h"."""
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "reply"))
    return regex.compile(rf"(?i)^(?:{words})[\s.·|,•]+(?:\S.*[\s.·|,•])?\d{{1,2}}\s?(?:{_ages(tongues)})(?!\w)")


@cache
def telling(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A name that says, or is quoted, before its date: "Anna wrote: ↑", "Anna schrieb am", "Reply from Anna"."""
    says = "|".join(regex.escape(word) for word in listed_words(tongues, "says"))
    by = "|".join(regex.escape(word) for word in listed_words(tongues, "told_by"))
    return regex.compile(rf"(?i)^(?:\D\S{{0,38}}(?:\s\S+){{0,2}}?\s(?:{says})(?::|\b.*:$)|(?:{by}):?\s\S)")


@cache
def says(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A name and its verb: "Anna says:", "Anna dijo..."."""
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "says"))
    return regex.compile(
        rf"(?i)^(?P<name>\S.{{0,58}}?)\s*(?:,\s*)?\b(?:{words})\b(?:[^.!?…]{{0,60}}?:?|\s?(?:\.\.\.|…))$"
    )


@cache
def beside(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """Words that stand beside a name and a date, and the days of the week."""
    found = {*listed_words(tongues, "between"), *listed_words(tongues, "says")}
    found |= {day for code in tongues if code in languages("metadata") for day in table("metadata", code)["weekdays"]}
    words = "|".join(regex.escape(word) for word in sorted(found, key=len, reverse=True))
    return regex.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def reply_words(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """Words of the buttons under a comment."""
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "reply"))
    return regex.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def recent_headers(tongues: tuple[str, ...]) -> frozenset[str]:
    """Headings of a list of comments on other pages."""
    return keyed(RULE, "recent_header", tongues)


@cache
def answer_words() -> regex.Pattern[str]:
    """What answers are called, in all languages."""
    return regex.compile(rf"(?i)(?<!\w)(?:{one_of(RULE, 'answers')})")


@cache
def beside_posts() -> regex.Pattern[str]:
    """What forum software prints beside each post, in all languages."""
    return regex.compile(rf"(?i)(?:[\d.,]+ )?({one_of(RULE, 'forum')})(?!\w)[ :#.\d,]*")


@cache
def named(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """Words of which a heading holds one, in whatever words it says that readers speak here."""
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "named"))
    return regex.compile(rf"(?i)(?:{words})" if words else "(?!)")
