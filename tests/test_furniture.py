"""The line model and the lines it judges."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from cleaners import Document, Fact
from cleaners.evidence import line_kind
from cleaners.furniture import drop_furniture
from cleaners.furniture.around import COLUMNS, features
from cleaners.furniture.doubted import overturned, takes_text
from cleaners.furniture.kept import leads_to_text, most_told, of_a_series, on_subject, opens_text
from cleaners.furniture.lists import carried_on
from cleaners.furniture.model import AGAIN, judged
from cleaners.furniture.page import Page, judged_page
from cleaners.furniture.signs import shows
from cleaners.furniture.traits import is_dated
from cleaners.resources import languages, table
from cleaners.units import units

MODEL = files("cleaners") / "data" / "lines_model.json"


def page_of(text: str) -> Page:
    """A page of which nobody has said yet what is text."""
    lines = units(text)
    return Page(lines, *features(lines), np.zeros(len(lines), np.float32))


def told(page: Page, *sure: float) -> Page:
    """The page with what a model might say of its lines."""
    return replace(page, sure=np.array(sure, np.float32))


def test_the_model_names_its_columns_and_what_it_was_made_of() -> None:
    held = json.loads(MODEL.read_text(encoding="utf-8"))
    assert tuple(held["first"]["columns"]) == COLUMNS
    assert tuple(held["second"]["columns"]) == (*COLUMNS, *AGAIN)
    assert held["about"]
    assert len(MODEL.read_bytes()) < 300_000


@pytest.mark.parametrize("which", ["first", "second"])
def test_every_node_leads_on_or_ends(which: str) -> None:
    held = json.loads(MODEL.read_text(encoding="utf-8"))[which]
    for tree in held["trees"]:
        for at, node in enumerate(tree):
            leads = len(node) > 1 and all(at < node[side] < len(tree) for side in (2, 3))
            assert len(node) == 1 or (leads and node[0] < len(held["columns"]))


def test_the_same_page_is_judged_the_same_twice() -> None:
    rows, _ = features(units("Home\nNews\nThe mill on the river turns again, after ten years of silence.\n" * 3))
    assert np.array_equal(judged(rows), judged(rows))


def test_a_page_without_lines_has_no_rows() -> None:
    rows, kinds = features(units(""))
    assert rows.shape == (0, len(COLUMNS))
    assert kinds == []


@pytest.mark.parametrize("language", languages("furniture"))
def test_each_language_knows_its_lists_its_rights_and_its_buttons(language: str) -> None:
    held = table("furniture", language)
    for kind in ("related", "share", "nav", "ui", "legal", "comments", "tags", "ad", "placeholder", "toc"):
        assert sum(len(held.get(part, {}).get(kind, ())) for part in ("lines", "more")) >= 3, kind


@pytest.mark.parametrize("language", languages("dated"))
def test_each_language_says_how_long_ago_something_was(language: str) -> None:
    said = table("dated", language)
    assert said["yes"]
    assert all(map(is_dated, said["yes"]))
    assert not any(map(is_dated, said["no"]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lesen Sie auch", "related"),
        ("Compartir en Facebook", "share"),
        ("プライバシーポリシー", "legal"),
        ("Den Fluss hinab", ""),
    ],
)
def test_a_whole_line_is_known_by_its_words(line: str, kind: str) -> None:
    assert line_kind(line) == kind


def test_speech_is_never_judged_as_a_page() -> None:
    text = "Home\nAbout us\nContact us\nPrivacy policy\nRelated articles\n" * 3
    doc = Document("d", text, (Fact("kind", "transcript", "test"),))
    assert not list(drop_furniture(doc))


def test_a_page_whose_prose_would_all_go_is_left_as_it_is() -> None:
    text = "Home\nAbout us\nContact us\nPrivacy policy\nRelated articles\n"
    doc = Document("d", text)
    assert not list(drop_furniture(doc))


def test_each_removal_says_why() -> None:
    page = "Skip to content\nHome\nAbout us\nContact us\n\n"
    page += "The council pays households to plant hedges along the old roads, and has run out of hawthorn.\n\n" * 3
    page += "Related articles\nMill reopens\nThe ferry stays free\nPrivacy policy\nTerms of use\n"
    found = list(drop_furniture(Document("d", page)))
    assert found
    assert all(edit.rule and edit.why and 0 < edit.score <= 1 for edit in found)


def test_links_that_a_converter_broke_over_lines_are_whole_again() -> None:
    """An address broken at a hyphen has no blank in it, or its link would be none."""
    menu = (
        "[ The boats of the lower river ](https://weir.example/the-boats-of-\nthe-lower-river) "
        "[ How the mill was sold to the\nminers ](https://weir.example/how-the-mill-was-sold)"
    )
    told = (
        "The mill on the river has been turning since the year in which the old\n"
        "king died in his bed, and nobody remembers a day on which it was still.\n\n"
    )
    page = units(told * 6 + menu + "\n\n" + told)
    assert page[6].text.count("](https://weir.example/") == 2
    assert "the-boats-of-the-lower-river)" in page[6].text
    assert page[0].text.endswith("it was still.")


@pytest.mark.parametrize(("gone", "refused"), [(30.0, False), (60.0, True)])
def test_the_model_is_not_heard_when_it_takes_the_text_for_furniture(gone: float, refused: bool) -> None:
    """More prose may not go than stays: a short post under a long foot."""
    page = page_of(f"{'said ' * 39}once.\n{'said ' * (int(gone) - 1)}twice.\nMenu\n")
    assert page["words"].tolist() == [40, gone, 1]
    assert overturned(page, np.array([False, True, True])) is refused


def test_a_line_that_sums_up_the_text_and_the_headings_within_it_stay() -> None:
    text = "The mill on the river turns again, and all who live below the weir came to see it on Sunday.\n\n"
    deck = "All the town came to see it and brought what it had baked"
    page = page_of(f"Menu\n\n{deck}\n\n{text * 3}The wheel\n\n{text}Share this\n\n")
    page = told(page, *np.where(page.prose, 0.9, 0.2))
    leads = [line.text for line, kept in zip(page.lines, leads_to_text(page, page.sure < 0.5), strict=True) if kept]
    assert leads == [deck, "The wheel"]


LEAD = "The mill on the river stands still since Sunday, and nobody below the weir knows for how long it will.\n\n"
FORM = "2 min\n\nSave the video\n\nShare this\n\nAbout us\n\nContact us\n\n"


@pytest.mark.parametrize(
    ("page", "title", "kept"),
    [
        (f"Menu\n\n# The mill\n\nby Ada Marsh\n\n2 May 2024\n\n{LEAD}{FORM}", "", True),
        (f"Menu\n\nThe mill stands still\n\n{LEAD}{FORM}", "the mill stands still", True),
        (f"Menu\n\n{LEAD}{FORM}# The mill\n\n", "", False),
        (f"Menu\n\n# The mill\n\nSubscribe to our letter and read on each Sunday morning\n\n{LEAD}{FORM}", "", False),
        (f"Menu\n\n# The mill\n\n* {LEAD}{FORM}", "", False),
    ],
)
def test_a_lead_right_below_the_headline_stays_alone(page: str, title: str, kept: bool) -> None:
    """A page with a video says one sentence; above the headline, below another text and in a list it is a teaser."""
    lines = page_of(page)
    found = [line.text for line, stays in zip(lines.lines, opens_text(lines, title), strict=True) if stays]
    assert found == ([LEAD.strip()] if kept else [])


PROSE = "The mill on the river turns again, and all who live below the weir came to see it on Sunday.\n\n"
TITLES = "Mill reopens\nFerry stays free\nA bridge too low\nThe last miller\nBoats for sale\n"


@pytest.mark.parametrize(
    ("text", "signs", "asked"),
    [
        (PROSE * 40, {}, False),
        (PROSE * 8 + "The wheel\n\n" + PROSE, {8: "nav"}, False),
        (PROSE * 3 + "Read also\n\n" + PROSE, {3: "related"}, False),
        (PROSE * 30 + "The wheel\n\n" + PROSE, {30: "nav"}, True),
        ("Skip to content\nHome\nAbout us\n\n" + PROSE * 3, {0: "nav"}, True),
        (PROSE + "Read also\n" + TITLES + PROSE, {1: "related"}, True),
        (PROSE * 3 + TITLES, {}, True),
    ],
)
def test_the_model_is_asked_only_where_a_page_may_show_itself(text: str, signs: dict[int, str], asked: bool) -> None:
    """A small text with one sign in its middle shows nothing; a large page may."""
    assert shows(units(text), signs, 2.0) is asked


def test_a_paragraph_stays_among_the_lines_that_stand_beside_paragraphs_that_stay() -> None:
    told = "The inn on the quay serves what the boats bring in, and nobody has asked for anything else there since the "
    inn = (
        "Inn number {0}\n\n"
        + told
        + "year of the flood, which was a dry one for the keeper of inn {0}.\n\nView in list\n\n"
    )
    page = page_of("".join(inn.format(n) for n in range(5)) + told + "winter when the ferry stood still for a week.\n")
    out = page.none()
    out[[1, len(page) - 1]] = True
    assert of_a_series(page, out, near=1).nonzero()[0].tolist() == [1, len(page) - 1]
    lone = page_of(PROSE + "Menu\n\n" + told + "winter.\n\nHome\n\n" + PROSE * 2)
    assert not of_a_series(lone, np.array([line.text.startswith("The inn") for line in lone.lines])).any()


def test_a_page_that_was_copied_with_its_transcript_loses_its_menus() -> None:
    said = "so today we look at the weir and what we do is we open the gate by hand and then we wait until it holds "
    menu = "Skip to main content\n\n* Careers\n\n* Contact us\n\n* About us\n\n* Search\n\n"
    foot = "Sign up for our newsletter\n\nPrivacy policy\n\nTerms of use\n\nCookie settings\n\nSite map\n\n"
    told = [f"{said}{n}.\n\n" for n in ("once", "twice", "again", "and again", "for an hour")]
    page = menu + "".join(told) + foot + "© 2026 The River Board. All rights reserved.\n"
    speech = (Fact("kind", "transcript", "test"), Fact("language", "en", "test"))
    copied = Document("d", page, speech)
    assert copied.after(drop_furniture(copied)).text.strip() == "".join(told).strip()
    native = Document("d", page.replace("©", ""), speech)
    assert native.after(drop_furniture(native)).text == native.text


def test_a_menu_goes_on_over_lines_that_look_like_those_that_go() -> None:
    menu = ["Halle", "Saal", "Garten", "Hof", "Turm", "Keller"] * 3
    page = page_of("\n".join([*menu, "The mill turns again", "", "The weir was mended by the county. " * 4]))
    page = told(page, *[0.05] * 6, *[0.4] * 12, 0.45, 0.99)
    went = carried_on(page, page.sure < 0.2)
    assert went[:16].all()
    assert not went[16:].any()  # close to the text it may be a title and a name
    assert not carried_on(page, page.none()).any()  # where no part of it goes, it may be a list


def test_more_may_go_than_stays_where_the_text_is_sure_and_the_rest_is_surely_none() -> None:
    said, out = "The weir was mended by the county. ", np.array([False, True, True])
    page = page_of(f"{said * 24}\n{said * 17}\n{said * 16}\n")
    assert (page["words"][0], page.prose.all()) == (120, True)
    page = replace(page, table=page.table * np.float32(1.4))
    assert not takes_text(told(page, 0.98, 0.01, 0.01), out)
    assert takes_text(told(page, 0.6, 0.01, 0.01), out)
    assert takes_text(told(page, 0.98, 0.2, 0.1), out)
    assert takes_text(told(replace(page, table=page.table / np.float32(4)), 0.98, 0.01, 0.01), out)


def test_a_long_paragraph_on_the_subject_is_text_though_the_model_doubts_it() -> None:
    mill = "The miller and the county mended the broken weir below the bridge before the winter flood came down again. "
    other = (
        "Tenors rehearse an opera in some distant theatre, where violins tune and painters hang their scenery high. "
    )
    page = page_of(f"{mill * 4}\n\n{mill * 4}\n\n{mill * 3}\n\n{other * 3}\n")
    assert on_subject(told(page, 0.95, 0.95, 0.15, 0.15)).tolist() == [True, True, True, False]


def test_a_line_that_is_a_whole_text_is_told_from_a_menu_of_its_length() -> None:
    told = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. " * 20
    menu = "Mills Rivers Weirs Ferries Contact Search " * 48
    page = judged_page(units(f"Home\nMills\nContact\n{told}\nPrivacy\n{menu}\n"))
    assert most_told(page).tolist() == [False, False, False, True, False, False]
