"""The site that a page's own addresses spell: info@harbourpost.example and a line that writes "Harbour Post"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaners import expressions as re
from cleaners.evidence import line_kind, lines_of
from cleaners.metadata.head import plain
from cleaners.platforms import folded_name, paper_at, second_labels
from cleaners.text import Line

_MAIL = re.compile(r"[\w.+-]+@(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b", re.IGNORECASE)
_HOST = re.compile(
    r"(?:https?://(?:www\.)?|\bwww\.)(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?![\w.-])", re.IGNORECASE
)
_MARKS = re.compile(r"[@/]")
# Who keeps letters, pages and pictures for everybody: their names are no site's.
_EVERYBODYS = frozenset((
    "addtoany", "amazon", "amazonaws", "aol", "apple", "bsky", "cloudflare", "cloudinary", "discord", "example",
    "facebook", "flickr", "flipboard", "github", "gitlab", "gmail", "gmx", "google", "googlemail", "gravatar",
    "hotmail", "icloud", "instagram", "linkedin", "mail", "medium", "outlook", "paypal", "pinterest", "protonmail",
    "reddit", "shopify", "snapchat", "soundcloud", "spotify", "substack", "telegram", "threads", "tiktok", "tumblr",
    "twitter", "vimeo", "web", "whatsapp", "wikipedia", "wikimedia", "wordpress", "xing", "yahoo", "yandex", "youtube",
))  # fmt: skip


def addressed(
    text: str,
    prose: int,
    *,
    top: int = 40,
    foot: int = 70,
    fewest: int = 40,
    often: int = 3,
    menus: int = 6,
    widest: int = 400,
) -> str:
    r"""
    The name that the host of a page's own addresses spells, as a line near the top or the foot writes it; else "".

    Letters go to the site whose page it is; of the links the host that they lead to most, `often` at least. A text
    with less than `fewest` lines, or less than `menus` above the prose, is no page: what it links to is what it is
    about. A letter-box at a free mailer is anybody's.
    """
    if "@" not in text and "www." not in text and "://" not in text:
        return ""
    said = lines_of(text)
    if len(said) < fewest or prose < menus:
        return ""
    ends = said if len(said) <= top + foot else (*said[:top], *said[-foot:])
    written = [line.text for line in ends if "@" in line.text and len(line.text) <= widest]
    mails = {_label(hit["host"]) for row in written for hit in _MAIL.finditer(row)}
    linked = Counter(_label(hit["host"]) for hit in _HOST.finditer(text)) if "www." in text or "://" in text else {}
    most = max(linked, key=lambda each: (linked[each], each), default="")
    for label in (*sorted(mails), *([most] if linked and linked[most] >= often else [])):
        if len(label) > 3 and label not in _EVERYBODYS and (name := spelled(label, ends)):
            return name
    return _paper_linked(text, most) if linked and 2 * linked[most] > sum(linked.values()) >= menus else ""


def _paper_linked(text: str, label: str) -> str:
    """The known paper at the host that most links of its page lead to: "https://www.harbourpost.example/quay"."""
    hit = next((hit for hit in _HOST.finditer(text) if _label(hit["host"]) == label), None)
    return paper_at(f"https://{hit['host']}/") if hit else ""


def _label(host: str) -> str:
    """The label of a host that is the name: "harbourpost" of "news.harbour-post.co.uk"."""
    labels = host.lower().split(".")[:-1]
    while len(labels) > 1 and labels[-1] in second_labels():
        labels.pop()
    return labels[-1].replace("-", "")


def spelled(label: str, said: Sequence[Line], *, widest: int = 100, words: int = 12, longest: int = 6) -> str:
    """How a line writes the name that a host spells: "The Harbour Post" for "theharbourpost"; not in small letters."""
    for line in said:
        parts = plain(line.text).split() if len(line.text) <= widest else []
        if len(parts) > words:
            continue
        for first in range(len(parts)):
            folded = ""
            if not folded_name(parts[first]):
                continue  # "Boats + Quay"
            for last in range(first, min(len(parts), first + longest)):
                folded += folded_name(parts[last])
                if not label.startswith(folded):
                    break
                name = " ".join(parts[first : last + 1]).strip(" .,:;!?()|*_\"'/[]<>–—-")
                if (
                    folded == label
                    and "@" not in name
                    and "/" not in name
                    and not name.islower()
                    and not line_kind(name)
                ):
                    return name
    return ""
