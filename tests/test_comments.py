"""Comments: nothing of them is lost, and each is flagged by what it says and not by what it thinks."""

from __future__ import annotations

import pytest

from cleaners import Document, Fact
from cleaners.comments import drop_comments
from cleaners.spam import SIGNS, judged, signs, spam

BODY = "The harbour opened a new pier yesterday, and the boats came in at dawn. " * 4


def test_every_character_of_a_comment_stands_in_its_record() -> None:
    said = ["First: it is cold.\nBut good.", "Second, with a list:\n* a net\n* a rope", "Third."]
    names = ["Karl", "Anna Low", "pier_fan"]
    block = "".join(
        f"{name} says:\nNovember 2{n}, 2019 at 5:5{n} pm\n\n{words}\n\nReply\n\n"
        for n, (name, words) in enumerate(zip(names, said, strict=True))
    )
    doc = Document("d", f"{BODY}\n\n3 Comments\n\n{block}", (Fact("language", "en", "test"),))
    done = doc.after(drop_comments(doc))
    assert [comment.text for comment in done.comments] == said
    assert [comment.author for comment in done.comments] == names
    assert [comment.published for comment in done.comments] == ["2019-11-20", "2019-11-21", "2019-11-22"]
    assert done.text.strip() == BODY.strip()
    assert done.before_cleaning() == doc.text


def test_an_answer_stands_deeper_in_the_thread() -> None:
    block = (
        "1. Karl says:\n   3 May 2024 at 10:31\n\n   Good.\n\n   Reply\n\n"
        "     1. Anna says:\n        3 May 2024 at 10:40\n\n        Thank you.\n\n        Reply\n"
    )
    doc = Document("d", f"{BODY}\n\n2 Comments\n\n{block}", (Fact("language", "en", "test"),))
    done = doc.after(drop_comments(doc))
    assert [(comment.author, comment.depth) for comment in done.comments] == [("Karl", 0), ("Anna", 1)]


@pytest.mark.parametrize("count", [2, 9, 1000])
def test_the_number_in_the_heading_never_decides_how_much_goes(count: int) -> None:
    doc = Document("d", f"{BODY}\n\n{count} Comments\n\n1. One.\n\n2. Two.\n\nThe pier closes at night.\n")
    done = doc.after(drop_comments(doc))
    assert [comment.text for comment in done.comments] == ["One.", "Two."]
    assert "The pier closes at night." in done.text
    assert done.get("declared_comments") == str(count)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This government lies and I am sick of it. Resign!", "en"),
        ("Quelle merde, ce reportage. Des menteurs, tous !", "fr"),
        ("Israël a tort, et les sionistes au pouvoir mènent une politique que je condamne.", "fr"),
        ("The train is always late in our country, en retard as the French say.", "fr"),
        ("I will vote for her, and I will share a ride with my neighbour.", "en"),
        (
            (
                "I disagree with the figures on trade. The ministry gives other numbers for the same year, and it has"
                " corrected them twice since, as anyone can read in its yearly report on the harbours of the north,"
                " page nine and the table below it: https://ministry.example/report"
            ),
            "en",
        ),
        ("Der Kai ist zu teuer, das Geld fehlt den Schulen.", "de"),
        ("Definitely check out the chowder at the Anchor next time you are here.", "en"),
        ("Their course on knots is free, too: https://knots.example/course", "en"),
        ("Zur Nachlese: https://www.hafenblatt.example/2024/kai-sieben", "de"),
        ("Danke für den Hinweis, wir haben es berichtigt! Das Team von kuechenbuch.example", "de"),
        ("Merci pour la recette, j’ai hâte de l’essayer, abonnez-vous tous à ce journal !", "fr"),
        ("Please tell me how to start a garden on a balcony", "en"),
        ("Vieni a vedere il porto, ne vale la pena", "it"),
    ],
)
def test_anger_criticism_and_sources_are_ordinary(text: str, language: str) -> None:
    assert judged(text, language) == ("ordinary", "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hey guys check out my new channel and subscribe!!", "en"),
        ("Earn money from home, visit www.quick-cash.example now", "en"),
        ("Gagnez 500 € par jour, ma méthode sur www.argent.example", "fr"),
        ("Abonniert meinen Kanal, Leute, und klickt auf www.kanal.example", "de"),
        ("Подписывайтесь на мой канал, заработок без вложений", "ru"),
        ("Nice article! Would you like to visit my blog? beachdiary77.blogspot.example", "en"),
        ("Best replica watches, 80% off today only, visit www.cheap-hands.example", "en"),
        ("Visita mi canal y suscríbete, subo vídeos nuevos cada semana", "es"),
    ],
)
def test_spam_is_spam_in_every_language(text: str, language: str) -> None:
    flag, why = judged(text, language)
    assert flag == "spam"
    assert why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ces sio nistes, des monstres", "sionistes, monstres"),
        ("all these refugees are parasites", "refugees, parasites"),
        ("go die, you fool", "a threat"),
        ("wxcvbnq x1cvb b2nqs kjhgfdq pl3km ijnhb q8sdf wxc4v azerty2u jklmpfg", "cannot be read"),
    ],
)
def test_abuse_says_why(text: str, why: str) -> None:
    flag, reason = judged(text)
    assert flag == "abuse"
    assert why in reason


def test_under_a_video_the_model_decides_alone() -> None:
    """It was trained there; under an article the same words are a tip from one reader to another."""
    said = "Check out this new song from Brittany, it's amazing"
    assert (judged(said, "en")[0], judged(said, "en", video=True)[0]) == ("ordinary", "spam")


def test_the_model_knows_the_signs_and_is_the_same_twice() -> None:
    assert set(signs("", "en")) == set(SIGNS)
    assert spam("Visit www.deals.example", "en") == spam("Visit www.deals.example", "en")
