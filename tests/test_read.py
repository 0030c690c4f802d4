"""Reading: every byte comes back, the format is found, what is not text is refused with a reason."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import clean
from cleaners.document import Document, Fact
from cleaners.errors import BinaryInput, EmptyInput, InputError
from cleaners.read import format_of, read, source_bytes

FRENCH = (
    "Le conseil a voté hier soir, après trois heures de débat, la rénovation de la halle. « C’est déjà ça », "
    "a soufflé une élue à la sortie. Les travaux dureront jusqu’à l’été ; ils coûteront 300 000 euros."
)


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        (FRENCH, "macroman"),
        ("Café crème", "cp1252"),
        ("Größe und Straße", "cp1252"),
        ("mañana", "latin-1"),
        ("Правительство объявило вчера о новых мерах для экономики страны.", "cp1251"),
        ("Правительство объявило вчера о новых мерах для экономики страны.", "koi8-r"),
        ("Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία της χώρας.", "cp1253"),
        ("市長は昨日、新しい市場を秋に開くと発表した。", "cp932"),
        ("市長は昨日、新しい市場を秋に開くと発表した。", "euc_jp"),
        ("市長は昨日、新しい市場を秋に開くと発表した。", "iso2022_jp"),
        ("시장은 어제 새 시장을 가을에 연다고 발표했다.", "cp949"),
        ("市长昨天宣布，新市场将于秋天开放。", "gb18030"),
        ("市長昨天宣布，新市場將於秋天開放。", "big5"),
    ],
)
def test_text_is_read_in_its_encoding(said: str, charset: str) -> None:
    data = said.encode(charset)
    doc = read(data)
    assert doc.text == said
    assert source_bytes(doc) == data


def test_a_few_bad_bytes_do_not_make_the_rest_mojibake() -> None:
    data = f"{FRENCH}\n".encode() * 3 + "une note ajoutée\n".encode("cp1252")
    doc = read(data)
    assert doc.text == f"{FRENCH}\n" * 3 + "une note ajoutée\n"
    assert doc.get("encoding") == "utf-8"
    assert [edit.rule for edit in doc.trail] == ["encoding.bytes"]
    assert source_bytes(doc) == data


def test_bad_bytes_win_over_a_charset_that_would_take_anything() -> None:
    data = f"{FRENCH} caf".encode() + b"\xe9."
    assert read(data, content_type="text/plain; charset=iso-8859-1").text.endswith(" café.")


def test_the_declared_charset_decides_between_two_that_fit() -> None:
    data = "Zażółć gęślą jaźń".encode("iso8859-2")
    assert read(data, content_type="text/plain; charset=ISO-8859-2").text == "Zażółć gęślą jaźń"


def test_a_page_that_calls_itself_latin_1_is_windows_1252() -> None:
    page = "<html><head><meta charset=iso-8859-1><title>x</title></head><body><p>C’est 5 €.</p></body></html>"
    doc = read(page.encode("cp1252"))
    assert doc.get("encoding") == "cp1252"
    assert doc.before_cleaning() == page


@pytest.mark.parametrize("label", ["utf-7", "base64", "no-such-thing", "idna", "utf-16"])
def test_a_label_that_no_page_may_have_is_passed_over(label: str) -> None:
    data = f"{FRENCH} +AOk-".encode("cp1252")
    doc = read(data, content_type=f"text/plain; charset={label}")
    assert doc.text == f"{FRENCH} +AOk-"


def test_nul_and_control_characters_are_gone_before_any_parser() -> None:
    data = b"Un\x00 mot\x08 et\x1b[31m rouge\x1b[0m, " + b"encore des mots " * 20
    doc = read(data)
    assert doc.text.startswith("Un mot et rouge, encore")
    assert source_bytes(doc) == data


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n\u00ad".encode()])
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput, match=r"note\.txt: nothing"):
        read(data, name="note.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        bytes(range(256)) * 20,
        b"\x00" * 500,
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(BinaryInput, match=r"photo: .*not text; "):
        read(data, name="photo")


def test_utf16_that_was_cut_off_says_so() -> None:
    with pytest.raises(BinaryInput, match="ends within a character; it was cut off"):
        read(FRENCH.encode("utf-16")[:-1], name="note.txt")


def test_a_text_about_mp3_tags_is_a_text() -> None:
    assert read(b"ID3 tags sit at the start of the file.").text == "ID3 tags sit at the start of the file."


def test_who_it_is_and_what_is_known() -> None:
    doc = read(b"Un mot.", url="https://gazette.example/a", facts=[Fact("site", "Gazette", "feed")])
    assert doc.id == read(b"Un mot.").id
    assert len(doc.id) == 16
    assert (doc.get("url"), doc.get("site"), doc.get("format")) == ("https://gazette.example/a", "Gazette", "plain")
    assert read(b"Un mot.", name="note.txt").id == "note.txt"


@pytest.mark.parametrize(
    ("text", "name", "content_type", "form"),
    [
        ("<!DOCTYPE html><p>x", "", "", "html"),
        ("<?xml version='1.0'?>\n<html><p>x", "", "", "html"),
        ("Un mot.", "page.html?x=1", "", "html"),
        ("Un mot.", "", "text/html; charset=utf-8", "html"),
        ("Un mot.", "a.md", "", "markdown"),
        ("---\ntitle: Un mot\n---\nUn mot.", "a.txt", "text/plain", "markdown"),
        ("---\nUn mot.\n---\nUn autre.", "a.txt", "", "plain"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx", "", "text/plain", "vtt"),
        ("WEBVTT is a format for subtitles.\nIt is simple.", "a.txt", "", "plain"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx", "a.txt", "", "srt"),
        ("Pas de sous-titres ici.", "a.srt", "", "plain"),
        ("if a < b: <p>", "a.txt", "", "plain"),
    ],
)
def test_the_format_is_found(text: str, name: str, content_type: str, form: str) -> None:
    assert format_of(text, name=name, content_type=content_type) == form


def test_front_matter_becomes_facts_and_leaves_the_text() -> None:
    text = (
        "---\ntitle: 'Le port : un an après'\nauthors:\n  - Inès Morvan\n  - name: Paul Kerdal\ndate: 2024-03-05\n"
        "lastmod: hier\nlang: fr\n---\n\n# Le port\n\nTexte.\n"
    )
    doc = read(text.encode(), name="a.md")
    assert doc.text == "# Le port\n\nTexte.\n"
    assert doc.get("title") == "Le port : un an après"
    assert doc.get("author") == "Inès Morvan, Paul Kerdal"
    assert (doc.get("published"), doc.get("updated")) == ("2024-03-05", "")
    assert doc.get("declared_language") == "fr"


def test_front_matter_that_is_not_quite_yaml_is_read_all_the_same() -> None:
    doc = read(b"---\ntitle: Port: the year after\nauthor: [A. Bell, C. Dorn]\n---\nText.\n", name="a.md")
    assert (doc.get("title"), doc.get("author"), doc.text) == ("Port: the year after", "A. Bell, C. Dorn", "Text.\n")


def test_what_an_author_is_is_no_part_of_his_name() -> None:
    doc = read("---\ntitle: Le port\nauthor: Inès Morvan @ Cheffe de quai\n---\nTexte.\n".encode(), name="a.md")
    assert doc.get("author") == "Inès Morvan"


def test_a_title_in_front_matter_that_is_the_name_of_the_site_is_none() -> None:
    for site, title in (("Harbour News", ""), ("The Pier", "Harbour News")):
        doc = read(f"---\ntitle: Harbour News\nsite: {site}\n---\n\nThe pier opens.\n".encode(), name="a.md")
        assert (doc.get("title"), doc.get("site")) == (title, site)


def test_front_matter_in_toml() -> None:
    doc = read(b'+++\ntitle = "Le port"\ndate = 2024-03-05T10:00:00Z\n+++\nTexte.\n', name="a.md")
    assert (doc.get("title"), doc.get("published")[:10], doc.text) == ("Le port", "2024-03-05", "Texte.\n")


def test_yaml_that_unfolds_does_not() -> None:
    rows = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(12))
    assert read(f"---\n{rows}title: Bombe\n---\nTexte.\n".encode()).get("title") == "Bombe"


def test_hidden_comments_leave_markdown_and_code_keeps_them() -> None:
    doc = read(b"Un <!-- cach\xc3\xa9 --> mot.\n\n```\n<!-- code -->\n```\n", name="a.md")
    assert doc.text == "Un  mot.\n\n```\n<!-- code -->\n```\n"


ROLLING = """WEBVTT
Kind: captions
Language: fr

00:00:00.000 --> 00:00:02.000 align:start position:0%
\x20
bonjour<00:00:00.500><c> à</c><00:00:01.000><c> tous</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
bonjour à tous
\x20

00:00:02.010 --> 00:00:04.000 align:start position:0%
bonjour à tous
et<00:00:02.500><c> bien</c><00:00:03.000><c>venue</c>

00:00:04.000 --> 00:00:04.010
et bienvenue
\x20

00:00:09.010 --> 00:00:11.000
et bienvenue
dans<00:00:10.000><c> ce jour</c>
"""


def test_rolling_captions_say_each_word_once() -> None:
    doc = read(ROLLING.encode(), name="a.vtt")
    assert doc.text == "bonjour à tous et bienvenue\n\ndans ce jour\n"
    assert doc.get("declared_language") == "fr"
    assert "subtitles.rolling" in {edit.rule for edit in doc.trail}
    assert source_bytes(doc) == ROLLING.encode()


def test_styles_notes_names_and_tags_of_webvtt_go() -> None:
    text = (
        "WEBVTT - entretien\n\nSTYLE\n::cue { color: lime }\n\nREGION\nid:haut\n\nNOTE relu\nle 3 mai\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start\n<v.loud Anne Roux>Bonjour <b>à</b> tous.</v>\n\n2\n"
        "00:02.000 --> 00:03.000\nMerci, 3 < 4 !\n"
    )
    assert read(text.encode()).text == "Bonjour à tous. Merci, 3 < 4 !\n"


def test_srt_made_by_hand() -> None:
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>- Bonjour.</i>\r\n- Salut !\r\n\r\n2\r\n"
        "00:00:02,500 --> 00:00:04,000\r\n{\\an8}Il en reste\r\n\r\n3\r\n\r\n3\r\n00:00:10,000 --> 00:00:12,000\r\n"
        '<font color="#fff">Non.</font>\r\n\r\n4\r\n00:00:12,000 --> 00:00:13,000\r\nNon.\r\n'
    )
    doc = read(text.encode(), name="a.srt")
    assert doc.text == "- Bonjour.\n- Salut ! Il en reste 3\n\nNon. Non.\n"
    assert doc.get("kind") == "transcript"
    assert source_bytes(doc) == text.encode()


def test_a_word_said_twice_by_two_people_stays() -> None:
    rows = ["Vous venez ?", "Oui.", "Oui.", "Demain matin, alors.", "Demain.", "Bon.", "Bon, bon.", "À demain."]
    cues = (f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{row}\n" for n, row in enumerate(rows, 1))
    assert read("\n".join(cues).encode()).text == " ".join(rows) + "\n"


def test_broadcast_captions_give_each_speaker_a_line() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n>> What did they say?\n\n00:02.000 --> 00:03.000\n"
        "&gt;&gt; They said <i>no</i>. >> No?\n\n00:03.000 --> 00:04.000\nAnd 3 > 2, a>>b.\n"
    )
    doc = read(text.encode())
    assert doc.text == "What did they say?\nThey said no. \nNo? And 3 > 2, a>>b.\n"
    assert "subtitles.speaker" in {edit.rule for edit in doc.trail}


def test_how_a_character_is_said_is_no_second_word() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>市<rt>し</rt></ruby>の<lang en>boat</lang>\n"
    assert read(text.encode()).text == "市のboat\n"


def test_rolling_japanese_is_joined_without_blanks() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n市長は昨日\n\n00:02.000 --> 00:03.000\n市長は昨日\n新しい市場を\n\n"
        "00:03.000 --> 00:04.000\n新しい市場を\n開いた\n"
    )
    assert read(text.encode()).text == "市長は昨日新しい市場を開いた\n"


def test_webvtt_without_a_cue_stays() -> None:
    assert read(b"WEBVTT\n\nUn mot.\n", name="a.vtt").text == "WEBVTT\n\nUn mot.\n"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["WEBVTT", "2", "", " ", "00:01.000 --> 00:02.000", "00:00:02,000 --> 00:00:09,000", "NOTE", "<c>a</c>b",
             "a b", "a b c", "c a b", "- a", "市", "市長", "<v A>x", "{\\an8}y", "---", "title: x", "<!-- x -->", "```"]
        )
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["a.vtt", "a.srt", "a.md", "a.txt"]),
)  # fmt: skip
def test_undo_is_exact_whatever_the_lines(rows: list[str], end: str, name: str) -> None:
    data = end.join(rows).encode()
    try:
        doc = read(data, name=name)
    except InputError:
        return
    assert source_bytes(doc) == data


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda said: said.encode("utf-16", "surrogatepass")))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        doc = read(data)
    except InputError:
        return
    assert source_bytes(doc) == data
    assert not any(0xD800 <= ord(char) < 0xE000 or char in "\x00\x1b" for char in doc.text)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"\r\n" * 1_000_000 + b"x", "ends.txt", id="line ends"),
        pytest.param("a é ".encode() * 1_500_000, "line.txt", id="one long line"),
        pytest.param(b"---\n" + b"a: b\n" * 400_000, "a.md", id="front matter without an end"),
        pytest.param(b"<!-- " * 400_000, "a.md", id="comments without an end"),
        pytest.param(b"`a " * 400_000, "a.md", id="code without an end"),
        pytest.param(b" " * 2_000_000 + b"x", "a.md", id="blanks"),
        pytest.param(b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<c " * 200_000, "a.srt", id="tags without an end"),
        pytest.param(
            b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\na b\n\n" * 8_000, "a.vtt", id="one cue again and again"
        ),
    ],
)
def test_hostile_input_takes_linear_time(data: bytes, name: str) -> None:
    begin = time.process_time()
    doc = read(data, name=name)
    assert time.process_time() - begin < 4
    assert source_bytes(doc) == data


def test_reading_then_cleaning_gives_a_document() -> None:
    doc = clean(read(FRENCH.encode("cp1252")))
    assert isinstance(doc, Document)
    assert doc.get("language") == "fr"
