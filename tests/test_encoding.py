"""Mojibake: the gate lets nothing through that ftfy would repair, and repair makes no new damage."""

from __future__ import annotations

import ftfy
import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.document import Document
from cleaners.encoding import _POSSIBLE, _SIGNS_OF_IT, _config, drop_invisible, fix_encoding, fix_entities
from cleaners.signs import ACCENTED, LETTERS, SECONDS, SIGNS, UPPER_ACCENTED, kinds

# Sentences of everyday news, made up, in the languages and scripts that mojibake is seen in.
SAID = [
    "L’été dernier, à Nîmes, « l’œuvre » a coûté 20 €… où ça ? Ça a plu !",
    "Le préfet a rappelé que « rien n’est décidé » — l’enquête se poursuit jusqu’à Noël.",
    "The café’s owner said “never again” — it cost £20, or €23.",
    "Größere Städte müssen künftig für ihre Straßen selbst zahlen, heißt es.",
    "¿Quién pagará los daños? El señor Núñez dijo: «mañana veremos».",
    "A situação é difícil; não há solução à vista, disse o João.",
    "Così è più facile: però la città non può pagare, perché mancano i fondi.",
    "Zażółć gęślą jaźń, powiedział wójt; źdźbło trawy i łąka.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy v Děčíně.",
    "A gyűlés után a polgármester őszintén köszönte a segítséget.",
    "İstanbul’da ağaçlar çiçek açtı, şehir güneşli bir gün yaşadı.",
    "Šodien Rīgā būs saulains, ļoti auksts laiks; ģimenes paliks mājās.",
    "Президент заявил, что новый закон вступит в силу осенью — «без исключений».",
    "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία.",
    "ראש העיר אמר אתמול כי השוק ייפתח מחדש.",
    "قال الوزير أمس إن السوق سيفتح من جديد في الخريف.",
    "市長は昨日、新しい市場を秋に開くと発表した。",
    "시장은 어제 새 시장을 가을에 연다고 발표했다.",
    "市长昨天宣布，新市场将于秋天开放。",
    "Thị trưởng hôm qua nói chợ mới sẽ mở cửa vào mùa thu.",
    "ตลาดแห่งใหม่จะเปิดในฤดูใบไม้ร่วง",
    "Rain 🌧️ again ☔ — 12 °C, ½ litre, № 5, ™ and ©.",
]
READ_AS = [
    "latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253",
    "sloppy-windows-1254", "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437",
]  # fmt: skip


def _read_wrong(said: str, charset: str) -> str:
    return said.encode().decode(charset, "replace")


def _damaged() -> list[str]:
    found = list(SAID)
    for said in SAID:
        for charset in READ_AS:
            once = _read_wrong(said, charset)
            found += [
                once,
                _read_wrong(once, charset),  # twice
                once.replace("\xa0", " "),  # the no-break space became a plain one
                " ".join(once.split()),
                f"{said} {once}",  # half of the line
            ]
        found.append(said.encode().decode("cp1252", "replace"))  # lossy: bytes became U+FFFD
        found.append(said.encode().decode("cp1252", "replace").replace("\ufffd", "?"))
        found.append(said.encode("cp1252", "replace").decode("latin-1"))  # ’ as \x92
    return found


def _fixed(text: str) -> str:
    doc = Document("d", text)
    done = doc.after(fix_encoding(doc))
    assert done.before_cleaning() == text
    assert done.after(fix_encoding(done)).text == done.text
    return done.text


def test_the_gate_misses_nothing_that_ftfy_repairs() -> None:
    repaired = 0
    for text in _damaged():
        for line in text.splitlines():
            by_ftfy = ftfy.fix_and_explain(line, _config()).text
            repaired += by_ftfy != line
            assert _fixed(line) == by_ftfy
    assert repaired > 700, "the damage made here must be damage"


def test_the_characters_of_mojibake_are_those_that_ftfy_knows() -> None:
    kind = {name: set(chars) for name, chars in MOJIBAKE_CATEGORIES.items()}
    names = ("bad", "law", "currency", "start_punctuation", "end_punctuation", "numeric", "box")
    assert set(SIGNS) == set().union(*(kind[name] for name in names))
    assert set(UPPER_ACCENTED) == kind["upper_accented"]
    assert set(ACCENTED) == kind["lower_accented"] | kind["upper_accented"]
    assert set(LETTERS) == set(ACCENTED) | kind["lower_common"] | kind["upper_common"]
    assert set(SECONDS) == set(SIGNS) | set(ACCENTED) | kind["kaomoji"] | {"´"}


@settings(max_examples=300)
@given(st.text(st.sampled_from("".join(SAID) + "".join(_read_wrong("".join(SAID), each) for each in READ_AS))))
def test_whatever_looks_bad_to_ftfy_is_looked_at(text: str) -> None:
    if is_bad(text):
        assert _POSSIBLE.search(text)
        assert any(sign in kinds(text) for sign in _SIGNS_OF_IT)


@pytest.mark.parametrize("said", SAID)
def test_clean_text_stays(said: str) -> None:
    assert _fixed(said) == said


@pytest.mark.parametrize("said", SAID)
def test_utf8_read_as_windows_1252_comes_back(said: str) -> None:
    """Where every byte has a sign in Windows-1252, nothing is lost, so all of it comes back."""
    assert _fixed(_read_wrong(said, "sloppy-windows-1252")) == said


def test_a_long_line_is_repaired_in_all_its_parts() -> None:
    line = (SAID[0] + " " + _read_wrong(SAID[1], "sloppy-windows-1252") + " ") * 200
    assert _fixed(line) == (SAID[0] + " " + SAID[1] + " ") * 200


def test_two_halves_of_an_emoji_are_one_and_a_lone_half_is_marked() -> None:
    assert _fixed("Bravo \ud83d\ude00 ! \ud800") == "Bravo 😀 ! \ufffd"


def test_the_reason_is_said_in_words() -> None:
    doc = Document("d", "dÃ©jÃ\xa0 vu\n")
    assert doc.after(fix_encoding(doc)).trail[0].why == "UTF-8 that was read as Latin-1"


@settings(max_examples=200)
@given(st.text(st.sampled_from("aé&;#x3amplt6\u200b\u200d\u202e\u202c\ue000\u00ad\ufe0f\U0001f600\U000e0041ی中 \n")))
def test_entities_and_unseen_characters_settle_at_once(text: str) -> None:
    for step in (fix_entities, drop_invisible):
        doc = Document("d", text)
        done = doc.after(step(doc))
        assert done.before_cleaning() == text
        if step is drop_invisible:
            assert done.after(step(done)).text == done.text
