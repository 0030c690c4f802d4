"""What the misheard-name machinery promises beside the table of cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cleaners import Document, Edit, Fact, Suggestion
from cleaners import taught as lessons
from cleaners.errors import ResourceError
from cleaners.hearing.model import Model, model
from cleaners.hearing.words import tokens
from cleaners.lexicon import Entry, Verdict, dump, learned, load, read_tsv, read_yaml, shipped
from cleaners.names import fix_names
from cleaners.sounds import alike, nearness
from cleaners.taught import names_of, taught

SPEECH = (Fact("kind", "transcript", "test"), Fact("language", "fr", "test"))


def test_every_row_of_the_lexicon_has_a_source_and_stands_once() -> None:
    rows = shipped()
    assert len(rows) > 2500
    assert all(row.source for row in rows)
    pairs = [(row.name, row.kind, language) for row in rows for language in (row.languages or ("",))]
    assert len(pairs) == len(set(pairs))


def test_offices_of_the_lexicon_can_be_heard_in_french_and_english() -> None:
    from cleaners.resources import table

    roles = {role for row in shipped() for role in row.roles}
    for language in ("fr", "en"):
        assert roles <= set(table("speech", language)["roles"])


def test_a_users_file_may_be_a_table_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("name\tkind\nOdile Karvenec\tperson\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("- {name: Odile Karvenec, kind: person}\n", encoding="utf-8")
    rows = load(tmp_path / "mine.tsv"), load(tmp_path / "mine.yaml")
    assert [row[0].name for row in rows] == ["Odile Karvenec"] * 2
    assert rows[0][0].origin == "user"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name\tkind\n\tperson\n", "line 2: a row needs a name"),
        ("name\tkind\nOdile\tqueen\n", "line 2: unknown kind 'queen'"),
        ("name\tcolour\nOdile\tred\n", "line 2: unknown column 'colour'"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=told):
        load(path)


def test_a_lexicon_that_is_not_there_or_of_no_known_kind_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        load(tmp_path / "none.tsv")
    (tmp_path / "mine.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"\.tsv or \.yaml"):
        load(tmp_path / "mine.json")
    with pytest.raises(ResourceError, match="not YAML"):
        read_yaml("- [")
    with pytest.raises(ResourceError, match="a list"):
        read_yaml("a: b")


def test_verdicts_are_kept_and_the_last_one_counts() -> None:
    first = learned((), [Verdict("Karvenek", "Odile Karvenec", accepted=True)])
    then = learned(first, [Verdict("Karvenek", "Odile Karvenec", accepted=False)])
    assert (first[0].heard, first[0].never) == (("Karvenek",), ())
    assert (then[0].heard, then[0].never) == ((), ("Karvenek",))
    assert read_tsv(dump(then), origin="user")[0].never == ("Karvenek",)


def test_an_accepted_form_is_put_right_the_next_time_and_a_refused_one_is_left() -> None:
    doc = Document("d", "Hier Malvoz a gagné, puis malvoz encore.", SPEECH)
    accepted = Entry("Odile Karvenec", "person", heard=("Malvoz",), origin="user")
    assert doc.after(fix_names(doc, extra=(accepted,))).text == "Hier Odile Karvenec a gagné, puis malvoz encore."

    greeted = Document("d", "Voici Odile Karvenek.", (*SPEECH, Fact("name", "Odile Karvenec", "guests", "person")))
    assert [type(found) in {Edit, Suggestion} for found in fix_names(greeted)] == [True]
    refused = Entry("Odile Karvenec", "person", never=("Odile Karvenek", "Karvenek"), origin="user")
    assert not list(fix_names(greeted, extra=(refused,)))


def test_a_guest_of_the_document_is_heard_right() -> None:
    guests = (Fact("name", "Neal Dingmann", "guests", "person"), Fact("name", "Odile Karvenec", "guests", "person"))
    facts = (Fact("kind", "transcript", "test"), Fact("language", "en", "test"), *guests)
    doc = Document("d", "Our next question comes from the line of Neil Dingman with Karvel. Thanks, Odile.", facts)
    assert "Neal Dingmann with Karvel. Thanks, Odile." in doc.after(fix_names(doc)).text


def test_suggestions_are_not_made_twice() -> None:
    doc = Document("d", "Voici Odile Carbonec.", (*SPEECH, Fact("name", "Odile Karvenec", "guests", "person")))
    once = doc.after(fix_names(doc, sure=2.0, likely=0.01))
    again = once.after(fix_names(once, sure=2.0, likely=0.01))
    assert once.suggestions
    assert again.suggestions == once.suggestions


def test_edited_documents_teach_names_and_speech_does_not() -> None:
    article = Document("d", "Hier, la ministre Odile Karvenec a parlé. Puis Odile Karvenec partit.", SPEECH[1:])
    assert names_of(article) == {"Odile Karvenec": 1}
    assert names_of(Document("d", article.text, SPEECH)) == {}


def test_a_title_vouches_for_a_name_and_the_office_is_no_part_of_it() -> None:
    facts = (Fact("language", "en", "test"), Fact("title", "What Odile Karvenec wants", "test"))
    article = Document("d", "Then Treasury Secretary Odile Karvenec met Prime Minister Jory Penhaleuc.", facts)
    assert names_of(article) == {"Odile Karvenec": 2, "Jory Penhaleuc": 1}


def test_one_document_alone_teaches_nothing_but_what_is_known_elsewhere() -> None:
    alone = [{"Odile Karvenec": 1}, {"Jory Penhaleuc": 1}]
    assert taught(alone) == ()
    assert [(entry.name, entry.origin) for entry in taught([*alone, {"Odile Karvenec": 1}])] == [
        ("Odile Karvenec", "corpus")
    ]
    assert [entry.roles for entry in taught([{"Scott Bessent": 1}])] == [("treasury",)]


def test_a_misspelt_name_teaches_nobody() -> None:
    right, wrong = {"Odile Karvenec": 1}, {"Odile Karvenek": 1}
    assert [entry.name for entry in taught([right] * 6 + [wrong] * 2)] == ["Odile Karvenec"]
    assert [entry.name for entry in taught([{"Scott Bessant": 1}] * 9)] == []
    both = taught([{"Odile Karvenec": 1}] * 3 + [{"Odile Brunel": 1}] * 2)
    assert [entry.name for entry in both] == ["Odile Karvenec", "Odile Brunel"]


def test_no_more_names_are_weighed_than_are_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[str] = []
    plain = lessons._misspelt

    def counted(name: str, *rest: Any) -> bool:
        weighed.append(name)
        return plain(name, *rest)

    monkeypatch.setattr(lessons, "_misspelt", counted)
    found = [{f"Jory {first}{rest}penhal": 2 for first in "BDFGKLMNPR" for rest in ("a", "e", "i", "o", "u")}]
    assert len(taught(found, most=3)) == 3
    assert len(weighed) < 20


def test_a_corpus_teaches_so_much_and_always_the_same() -> None:
    found = [{f"Odile Karven{end}": 1, f"Jory {end}penhal": 2} for end in ("ec", "oz", "iou", "az")]
    twice = [taught(order, most=3) for order in (found, found[::-1])]
    assert twice[0] == twice[1]
    assert len(twice[0]) == 3


def test_what_a_corpus_taught_is_heard_in_its_transcripts() -> None:
    articles = [Document(n, f"{n} : la ministre Odile Karvenec a parlé au port.", SPEECH[1:]) for n in ("Un", "Deux")]
    speech = Document("d", "Bonjour, la ministre Odile Karvenek est là, et Odile Karvenek parle.", SPEECH)
    heard = speech.after(fix_names(speech, extra=taught(map(names_of, articles))))
    assert heard.text == "Bonjour, la ministre Odile Karvenec est là, et Odile Karvenec parle."


def test_the_shipped_model_weighs_only_evidence_that_is_there() -> None:
    proof = dict.fromkeys([*model().names, *model().also], 0.0)
    assert 0.0 <= model()(proof) <= 1.0


def test_a_tree_goes_left_up_to_its_bound() -> None:
    weigh = Model({"start": 0.0, "evidence": ["sound"], "also": {}, "trees": [[[0, 0.5, 1, 2], -2.0, 2.0]]})
    assert weigh({"sound": 0.5}) < 0.5 < weigh({"sound": 0.6})


def test_sounds_compare_the_same_both_ways_and_with_themselves_fully() -> None:
    for one, other in (("besan", "bosent"), ("lytnik", "natnik"), ("a", "kra")):
        assert nearness(one, other) == pytest.approx(nearness(other, one))
        assert nearness(one, one) == 1.0
    assert alike("", "Kim") == 0.0


def test_tokens_keep_their_places() -> None:
    text = "L’Aval d’Asie-Pacifique, Culp’s."
    assert [text[token.start : token.end] for token in tokens(text, "fr")] == ["Aval", "Asie", "Pacifique", "Culp"]


def test_the_model_file_is_small_and_says_where_it_is_from() -> None:
    path = Path(__file__).parent.parent / "cleaners" / "data" / "names_model.json"
    assert path.stat().st_size < 300_000
    assert "bench/train_names.py" in json.loads(path.read_text(encoding="utf-8"))["about"]


@pytest.mark.parametrize("heard", ["Gourvenec", "Parvenec", "Calvenec"])
def test_a_last_name_that_only_sounds_like_one_of_the_lexicon_is_suggested_not_written(heard: str) -> None:
    entries = (Entry("Odile Karvenec", "person", origin="user"),)
    facts = (Fact("kind", "transcript", "test"), Fact("language", "fr", "test"))
    doc = Document("d", f"Hier, {heard} a parlé du port. La mer était calme, les bateaux sont restés à quai.", facts)
    assert [type(each) for each in fix_names(doc, extra=entries)] == [Suggestion]
