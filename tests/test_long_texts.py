"""One thing over and over in a long text, on one line or on many: no cleaner takes the time of its square."""

from __future__ import annotations

import time

import pytest

from cleaners import clean
from cleaners.document import Document, Fact
from cleaners.scraps import _MARKUP

SHAPES = {
    "calls on one line": "Abonnez-vous à la chaîne ! ",
    "calls on many lines": "Abonnez-vous à la chaîne !\n",
    "weak calls": "Partagez cet article !\n\n",
    "notices on many lines": "Ce site utilise des cookies.\n",
    "lead-ins on one line": "À lire aussi : le bac ne passe plus. ",
    "lead-ins on many lines": "À lire aussi : Le bac ne passe plus\n",
    "references": "Voir aussi : Le bac ne passe plus ce soir\n",
    "images on one line": "![le bac](bac.png) ",
    "images on many lines": "Le bac ![vu du quai](bac.png) passe.\n",
    "disclaimers": "À titre informatif. Ne constitue pas un conseil.\n",
    "quotes": "« Le bac passe », dit-elle.\nLe bac passe\n",
    "list": "- le bac\n",
    "blank lines": " \n",
    "no stop": "le bac passe ",
    "a word": "x",
    "dense": "渡し船が出る。",
    "stars": "*",
    "dashes on one line": "- ",
    "addresses": "http://quai.example/",
    "calls in a list": "- Abonnez-vous à la chaîne !\n",
}


@pytest.mark.parametrize("kind", ["article", "transcript"])
@pytest.mark.parametrize("said", SHAPES.values(), ids=SHAPES)
def test_a_long_text_of_one_shape_takes_linear_time(said: str, kind: str) -> None:
    facts = (Fact("language", "fr", "language"), Fact("kind", kind, "given"))
    doc = Document("d", said * (60_000 // len(said)), facts)
    begin = time.process_time()
    done = clean(doc)
    assert time.process_time() - begin < 8
    assert done.before_cleaning() == doc.text


def test_an_image_within_the_words_of_an_image_goes_with_it() -> None:
    assert clean(Document("d", "Voir ![le [![quai](a.png)](b) nord](c.png) ce soir.")).text == "Voir ce soir.\n"


@pytest.mark.parametrize(
    "text",
    [
        "gtag(a);\nOui\n" * 15_000,
        "网友转发、点赞、关注，三天就有百万人看过。 | " * 5_000,
        '{"text": "a ' * 5_000,
        "{=;" * 4_000 + "a" * 40_000 + "}",
        "Le bac <p" + " a\u2003\u2003" * 40 + "< passe <br>.",
    ],
    ids=[
        "code and prose in turn",
        "asks on one line",
        "captions that never close",
        "a long word in code",
        "a torn tag",
    ],
)
def test_what_once_took_the_time_of_a_square_is_cleaned_in_time(text: str) -> None:
    """Code beside prose, asks beside each other, and openings of things that never close, over and over."""
    doc = Document("d", text)
    begin = time.process_time()
    assert clean(doc).before_cleaning() == text
    assert time.process_time() - begin < 8


def test_a_torn_tag_is_given_up_at_once() -> None:
    """A gap of several blanks between attributes could be cut in many ways, and forty of them never ended."""
    assert _MARKUP.search("<p" + " a  " * 40 + "<") is None
