"""What announces other articles, known by what it is made of: "See our earlier story", "Meer over dit onderwerp"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.resources import table
from cleaners.text import key

# Signs of scripts that put no blanks between words, or where they like; folded Korean is written in its letters.
_DENSE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3]")
_FIRST = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHOUTED = re.compile(r"\W*[A-ZÀ-Þ]{2,}\b[^a-zß-ÿ]*(?:$|[A-ZÀ-Þ]{2})")
_SPACE = re.compile(r"\s+")
# What parts an announcement from the title behind it.
_PARTS = re.compile(
    r"\s*[:：|｜»›→➡▶►▸❯】］\]]\s*|\s*>+\s*|\s+[–—-]\s+|\s{2,}|\s*\.\.+\s*|\s*…\s*|\s*(?=[“\"«„「『《])|\s+(?=[‘'])"
    r"|(?<=[A-ZÀ-Þ]{5})\.? +(?=[“«\"A-ZÀ-Þ])"
)


class Words(NamedTuple):
    """
    The words of some languages, folded, each with its classes.

    `first` are those with which an announcement may begin, `asks` those that ask the reader for something, `alone` the
    phrases that suffice, `labels` the kinds of articles, `leads` what announces one title behind a sign, `weak`
    what does so where nothing else tells, `points` what points to the whole of an article or to where it is; `longest`
    is the size of the longest word of a dense script.
    """

    first: frozenset[str]
    asks: frozenset[str]
    classes: dict[str, frozenset[str]]
    alone: frozenset[str]
    labels: frozenset[str]
    leads: frozenset[str]
    weak: frozenset[str]
    points: frozenset[str]
    longest: int


_CLASSES = ("calls", "things", "kin", "ties", "lists", "small")


@cache
def _words(codes: tuple[str, ...]) -> Words:
    classes: dict[str, set[str]] = {}
    alone: set[str] = set()
    labels: set[str] = set()
    leads: set[str] = set()
    weak: set[str] = set()
    points: set[str] = set()
    for code in codes:
        said = table("announcing", code)
        for name in _CLASSES:
            for word in said[name]:
                classes.setdefault(_folded(word), set()).add(name)
        alone.update(_folded(phrase) for phrase in said["alone"])
        labels.update(_folded(word) for word in said["labels"])
        leads.update(_folded(phrase) for phrase in said.get("leads", ()))
        weak.update(_folded(phrase) for phrase in said.get("weak", ()))
        points.update(_folded(word) for word in said.get("points", ()))
    kept = {word: frozenset(names) for word, names in classes.items()}
    longest = max((len(word) for word in kept if _DENSE.match(word)), default=0)
    begun = {
        phrase[0] if _DENSE.match(phrase) else phrase.split(" ", 1)[0]
        for phrase in (*kept, *alone, *labels, *leads, *weak)
    }
    asks = frozenset(word for word, names in kept.items() if "calls" in names)
    return Words(
        frozenset(begun), asks, kept, frozenset(alone), frozenset(labels), frozenset(leads), frozenset(weak),
        frozenset(points), longest,
    )  # fmt: skip


def _folded(text: str) -> str:
    """The text as `key` folds it; of a dense script without blanks, which writers set as they like."""
    said = key(text)
    return _SPACE.sub("", said) if _DENSE.search(said) else said


def may_announce(text: str, codes: tuple[str, ...], *, told: bool = False) -> bool:
    """A cheap look: whether the first word is one with which announcements begin; sentences are `told`, and ask."""
    words = _words(codes)
    first = words.asks if told else words.first
    head = text.split(" ", 1)[0]
    if len(head) <= 40 and head.isascii() and head.isalpha():
        return head.lower() in first  # as of most lines, without an expression
    hit = _FIRST.search(text, 0, 40)
    if hit is None:
        return False
    word = hit[0]
    if word[0] > "\u2e80":
        return key(word[0])[:1] in first
    return word.lower() in first or (not word.isascii() and key(word) in first)


def announces(text: str, codes: tuple[str, ...]) -> str:
    """
    Say what a phrase announces by its words alone.

    "sure": other articles, wherever it stands. "one": a title, or more of them. "list": only a list. "": nothing.

        >>> [announces(said, ("en",)) for said in ("See our earlier story", "Other news", "Most viewed today")]
        ['sure', 'one', 'list']
        >>> announces("See our harbour", ("en",)), announces("More", ("en",))
        ('', '')
    """
    if len(text) > 80:
        return ""
    said = _folded(text)
    words = _words(codes)
    if said in words.alone:
        return "sure"
    if text[-1:] in "?？؟":
        return ""
    dense = _DENSE.match(said) is not None
    tokens = _pieces(said, words) if dense else said.split()
    if dense and not tokens and len(said) <= 16 and _names_more(said, words):
        return "list"
    if not 2 <= len(tokens) <= 10 or tokens[0] not in words.classes:
        return ""
    known = [words.classes.get(token, frozenset()) for token in tokens]
    if all(known):
        return _meant(known)
    at = next(n for n, each in enumerate(known) if not each)
    meant = _meant(known[:at])
    left = len(tokens) - at
    if "calls" in known[0] and meant == "sure" and left <= 2:  # "Read more about the plans"
        return "one"
    if dense or left > 3 or known[at - 1] != {"small"}:
        return ""
    # "More from The Mill": a name behind a small word; "Our articles about bridges".
    if at >= 2 and _is_name(text, left):
        tied = known[0] & {"ties", "lists"} and "small" not in known[0]
        return "list" if meant or (at <= 3 and tied) else ""
    return "list" if meant and any("things" in each for each in known[:at]) else ""


def _names_more(said: str, words: Words, *, longest: int = 8) -> bool:
    """Say whether a name stands between what ties and what is announced, in a script without blanks: "更多港口新聞"."""
    sizes = range(min(words.longest, len(said) - 1), 1, -1)
    head = next((n for n in sizes if words.classes.get(said[:n], frozenset()) & {"ties", "lists"}), 0)
    tail = next((n for n in sizes if "things" in words.classes.get(said[-n:], frozenset())), 0)
    return bool(head and tail) and 0 < len(said) - head - tail <= longest


def _is_name(text: str, many: int) -> bool:
    last = text.split()[-many:]
    return bool(last) and all(not word[:1].islower() or len(word) <= 3 for word in last)


def _meant(known: list[frozenset[str]]) -> str:
    """What words of these classes announce together; two of them at least must say something."""
    telling = [each - {"small"} for each in known if each != {"small"}]
    pairs = [
        (each, frozenset().union(*telling[:n], *telling[n + 1 :])) for n, each in enumerate(telling) if len(telling) > 1
    ]
    if any("kin" in each and rest & {"calls", "things"} for each, rest in pairs):
        return "sure"
    asks = pairs[0][1] if pairs and "calls" in known[0] else frozenset()
    if asks & {"kin", "ties"}:
        return "sure"
    if "things" in asks or any("ties" in each and rest & {"calls", "things", "kin"} for each, rest in pairs):
        return "one"
    return "list" if any("lists" in each and rest for each, rest in pairs) else ""


def _pieces(said: str, words: Words) -> list[str]:
    """The words of a text without blanks, the longest that fits first; nothing when something else is in it."""
    found: list[str] = []
    at = 0
    while at < len(said):
        sizes = range(min(words.longest, len(said) - at), 0, -1)
        size = next((size for size in sizes if said[at : at + size] in words.classes), 0)
        if not size:
            return []
        found.append(said[at : at + size])
        at += size
    return found


@lru_cache(maxsize=1024)
def parted(text: str, codes: tuple[str, ...], *, foot: bool = False, far: int = 70, tries: int = 3) -> tuple[int, str]:
    """
    Where the title begins behind an announcement at the head of a line, and what sort that is: "one", "weak", "label".

    A label is a kind of article in capitals, or at the foot of a text in any letters: "OPINION: Stop patching"; what is
    "weak" may as well be a field of the text: "Recommended: 8 GB". (0, "") when the line announces nothing.

        >>> said = "Watch our video report: Divers go down"
        >>> said[parted(said, ("en",))[0]:], parted("Watch our boats: they leak", ("en",))
        ('Divers go down', (0, ''))
    """
    words = _words(codes)
    for n, hit in enumerate(_PARTS.finditer(text, 2, far)):
        if n == tries:
            break
        lead = text[: hit.start()]
        folded = _folded(lead)
        if announces(lead, codes) in ("sure", "one") or folded in words.leads:
            return hit.end(), "weak" if folded in words.weak else "one"
        if folded in words.weak:
            return hit.end(), "weak"
        said = key(lead).split()
        loud = lead.isupper() and not _SHOUTED.match(text, hit.end())
        shouted = (loud or (foot and not lead.isupper())) and 0 < len(said) <= 2
        if shouted and words.labels.issuperset(said) and not _DENSE.search(lead):
            return hit.end(), "label"
    at = _titled(text, words)
    return at, "one" if at else ""


def leads_in(lead: str, codes: tuple[str, ...]) -> str:
    """
    Say how surely a phrase inside a line, with a sign behind it, leads to the title of another article.

    "weak" is what a sentence may say as well: a label in capitals, a single word.

        >>> [leads_in(said, ("en",)) for said in ("You may also like", "VIDEO", "Related", "Video")]
        ['sure', 'weak', 'weak', '']
    """
    said = _folded(lead)
    words = _words(codes)
    one = " " not in said and _DENSE.match(said) is None
    if not one and (said in words.leads or announces(lead, codes) in ("sure", "one")):
        return "sure"
    known = said in words.leads or said in words.weak or said in words.alone
    return "weak" if known or (lead.isupper() and said in words.labels) else ""


def _titled(text: str, words: Words, *, most: int = 4, fewest: int = 4, share: float = 0.7) -> int:
    """Where a title begins whose words have capitals, behind a call and what it is: "Watch Video The Mill Reopens"."""
    begun = _TOKEN.search(text, 0, 200)
    if begun is None or "calls" not in words.classes.get(key(begun[0]), ()):
        return 0
    tokens = list(_TOKEN.finditer(text, 0, 200))
    if len(tokens) < fewest + 2:
        return 0
    known = [words.classes.get(key(token[0]), frozenset()) for token in tokens[:most]]
    many = next((n for n, each in enumerate(known) if n and not each), 0)
    if many < 2 or not any("things" in each for each in known[1:many]):
        return 0
    rest = [token[0] for token in tokens[many:]]
    big = sum(word[0].isupper() or word[0].isdigit() for word in rest)
    return tokens[many].start() if len(rest) >= fewest and big >= share * len(rest) and rest[0][0].isupper() else 0


def reads_on(text: str, codes: tuple[str, ...]) -> bool:
    """
    Say whether a phrase asks to read on, or leads to the whole of an article; where a line breaks off it is a button.

        >>> [reads_on(said, ("en",)) for said in ("Read more", "Continue reading", "The mill")]
        [True, True, False]
    """
    return announces(text, codes) in ("sure", "one", "list") or _folded(text) in _words(codes).leads


def stands_over(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether an announcement names what it announces, as those over lists do: not "Find more", "Read also"."""
    words = _words(codes)
    said = _folded(text)
    named = any(words.classes.get(token, frozenset()) & {"things", "lists"} for token in said.split())
    return said in words.alone or (named and bool(announces(text, codes)))


def begins_with(text: str, codes: tuple[str, ...], *, fewest: int = 4) -> int:
    """Where the longest phrase that suffices ends, of a script without blanks, when a line begins with one; else 0."""
    phrases = _words(codes).alone
    return next((at for at in range(min(24, len(text) - 1), fewest - 1, -1) if _folded(text[:at]) in phrases), 0)


def names_more(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line names more articles, or all, of somebody or of a place: "More articles by Anna Low"."""
    words = _words(codes)
    known = [words.classes.get(token, frozenset()) for token in _folded(text).split()]
    if not known or not known[0] & {"ties", "calls"} or not any("things" in each for each in known):
        return False
    return all(known) or len(known) - next(n for n, each in enumerate(known) if not each) >= 1


def may_send(text: str, codes: tuple[str, ...]) -> bool:
    """A cheap look: whether a sentence begins with asking, or ends with what points to an article."""
    words = _words(codes)
    last = text[text.rfind(" ") + 1 :].rstrip(".!)").lower()
    return last in words.points or text[: text.find(" ")].lower() in words.asks


def sends_on(text: str, codes: tuple[str, ...], *, longest: int = 110, near: int = 8, strange: int = 4) -> bool:
    """
    Say whether a sentence sends the reader to an article: a call, what it is, and that it is whole or where it is.

        >>> sent = ("Read our full interview with the keeper", "Our earlier coverage is here.", "Click here to start.")
        >>> [sends_on(said, ("en",)) for said in sent]
        [True, True, False]
        >>> sends_on("Read the full report before you sign it, and do not skip the tables.", ("en",))
        False
    """
    if len(text) > longest or text.count(",") > 1 or text.rstrip()[-1:] in "?？:":
        return False
    words = _words(codes)
    tokens = _folded(text).split()
    if not 3 <= len(tokens) <= 16:
        return False
    known = [words.classes.get(token, frozenset()) for token in tokens]
    named = [n for n, each in enumerate(known) if "things" in each and n]
    if not named and not any("things" in each for each in known):
        return False
    points = [n for n, token in enumerate(tokens) if token in words.points]
    if "calls" in known[0] and named and named[0] < near and points and min(points) < near and text.count(",") == 0:
        return True
    last = bool(points) and points[-1] >= len(tokens) - 1
    return last and sum(not each for each in known) <= strange and len(tokens) <= 12


def is_call(text: str, codes: tuple[str, ...], *, near: int = 6) -> bool:
    """
    Say whether a sentence asks to read another article too: a call, "also", and soon what it is.

        >>> is_call("Read also our interview with the keeper of the weir.", ("en",))
        True
        >>> is_call("Read also between the lines of the old story.", ("en",))
        False
    """
    words = _words(codes)
    said = [words.classes.get(token, frozenset()) for token in _folded(text[:120]).split()[: near + 1]]
    if len(said) < 4 or "calls" not in said[0] or "ties" not in said[1] | (said[2] if said[1] == {"small"} else set()):
        return False
    for each in said[2:]:
        if "things" in each:
            return True
        if not each:
            return False
    return False
