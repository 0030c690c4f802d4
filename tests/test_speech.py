"""Speech is told by what it leaves in a text, and what an editor wrote is never taken for it."""

from __future__ import annotations

import textwrap

import pytest

from cleaners import Document, Fact, clean
from cleaners.kinds import kind, kind_of_speech
from cleaners.read import read
from cleaners.speech import repairable, spoken

# One stretch of talk in each language, without stops, as a recogniser leaves it.
TALK = {
    "ar": "طيب يا جماعة احنا النهارده هنتكلم عن المركب ده يعني انا عندي مركب قديم وعايز اصلحه معاكم خطوة خطوة ",
    "de": (
        "ja also ich zeige euch heute mal wie wir das boot wieder dicht "
        "machen und dann schauen wir uns halt an was ihr braucht "
    ),
    "en": (
        "so today we are going to look at the boat and i will show you what we do with the rope and you can try it "
    ),
    "es": (
        "bueno pues hoy vamos a ver cómo arreglo yo la barca y os enseño lo que hacemos con la cuerda vale y entonces "
    ),
    "fr": (
        "donc du coup on va voir comment je répare la barque et je "
        "vous montre ce qu'on fait avec la corde voilà et vous "
    ),
    "id": (
        "nah jadi kita sekarang mau lihat bagaimana saya memperbaiki "
        "perahu ini ya teman-teman kalian bisa coba juga gitu "
    ),
    "it": (
        "allora ragazzi oggi vediamo come io riparo la barca e vi faccio vedere quindi cosa facciamo con la corda ecco "
    ),
    "ja": (
        "えーと今日はですね船を直していきたいと思いますまあちょっと古いんですけど"
        "なんか大丈夫かなっていうことでやっていきますね "
    ),
    "ko": "자 오늘은 제가 배를 고쳐 볼 건데요 이제 여러분 이렇게 줄을 그 당기시면 되거든요 그래서 저는 좀 약간 ",
    "nl": (
        "nou dus ik ga jullie even laten zien hoe we de boot maken en dan kijken we gewoon wat je met het touw doet "
    ),
    "pt": (
        "então gente hoje eu vou mostrar como a gente arruma o barco né e aí você vai ver o que eu faço com a corda tá "
    ),
    "ru": "ну вот давайте я вам покажу как мы чиним лодку значит и что вы будете делать с верёвкой короче вот так ",
    "zh": "然后呢我们今天就来看一下这个船我给大家说一下那个绳子你们要怎么弄对吧嗯然后这个就是我的做法 ",
}
# What a label says of the language of its text.
TONGUES = {"Arabic": "ar", "Chinese": "zh", "Indonesian": "id"}
# What an editor wrote, or nobody said, and looks like speech in one way.
WRITTEN = {
    "an angry poster": (
        "I have had this kettle for a year and it leaks and I wrote to the shop and they said wait and I waited and "
        "nothing came and my wife says throw it away but I paid for it and I want my money and the man there laughed "
        "at me and now the lid is gone too and the handle is hot and I burned my hand and nobody cares at all. "
    ),
    "an interview in a paper": "\n\n".join(
        [
            "The Courier: When did you first see the boat?",
            "Anna Low: When I was nine, and I never forgot it.",
            "The Courier: What did you do with it?",
            "Anna Low: I mended it, plank by plank, with my uncle.",
        ]
        * 5
    ),
    "a novel that stammers": "\n".join(
        [
            "“Um,” said the captain, “I, uh, I do not know.”",
            "He looked at the sea. Nobody had told him about the tide, and the lamp was out.",
            "“Er,” she said. The rope lay in the bow, wet and heavy, and the gulls had gone to the other shore.",
        ]
        * 12
    ),
    "a song": "\n".join(
        ["I love you and you know it", "You and me along the shore", "We will never be apart now"] * 12
    ),
    "free verse": "\n\n".join(
        "\n".join(["the harbour", "holds its breath tonight", "and i", "am the rope you left behind"])
        for _ in range(10)
    ),
    "a chat": "\n".join(
        f"[{14 + n // 60}:{n % 60:02}] anna: are you there yet, I am at the quay" for n in range(0, 60, 2)
    ),
    "a lyric sheet with times": "\n".join(
        f"[00:{n:02}.50]I love you and you know it, my dear" for n in range(10, 58, 3)
    ),
    "the chapters of a video": "\n".join(
        f"{n}:00 {what}" for n, what in enumerate(["Start", "The rope", "The oars", "The tide", "You and I", "End"])
    ),
    "a blog that greets": (
        "Hi everyone, welcome back to the blog!\n\nI have been baking again, and you will love this one. See the "
        "[recipe](https://bread.example) for the amounts. I let it rest for a day, and we ate it in an hour.\n\n"
        * 3
        + "Write to me below what you make of it, and see you next time!"
    ),
    "an Indonesian blog amid its buttons": "\n".join(
        [
            "Langsung ke konten utama",
            "Hari ini saya berbagi cerita tentang pasar ikan di dermaga.",
            "Demikian cerita saya, semoga bermanfaat ya teman-teman. Jangan lupa tinggalkan jejak di kolom komentar.",
            "BalasHapus",
            "Tambahkan komentar",
            "Muat yang lain...",
            "Posting Komentar",
            "Postingan populer dari blog ini",
            "Resep Soto Ayam Kampung",
            "- Desember 01, 2025",
            "Baca selengkapnya",
            "Mengenai Saya",
            "Rina Wati",
            "Kunjungi profil",
            "Arsip",
            "Januari 2026 3",
            "Desember 2025 8",
            "Tampilkan selengkapnya",
            "Laporkan Penyalahgunaan",
            "Diberdayakan oleh Blogger",
            "Gambar tema oleh Michael Elkan",
        ]
    ),
    "a text whose stops were lost in a scan": (
        "the mayor of the town received the deputation at the harbour office and the minutes record that the pier was "
        "to be rebuilt in stone at the expense of the county and that the tolls would be raised by a penny a ton "
    )
    * 6,
    "a list in one line": (
        "boat rope oar sail mast keel bow stern tiller rudder anchor chain buoy lamp net hook line bait "
    )
    * 15,
    "Arabic prose with few stops": (
        "أعلنت وزارة النقل اليوم أن الميناء الجديد سيفتتح في نهاية "
        "العام بعد اكتمال أعمال البناء التي استمرت ثلاث سنوات "
        "وقال المتحدث باسم الوزارة إن المشروع سيوفر مئات فرص العمل لسكان المدينة وإن السفن الكبيرة ستتمكن من الرسو فيه "
    )
    * 6,
    "a Chinese song": "\n".join(["我爱你像海爱着船", "你走了我还在岸边", "风吹过我的窗前", "大海不说再见"] * 8),
    "Chinese prose": "市政府今天宣布，新码头将于年底启用。工程历时三年，耗资两亿元。当地居民表示欢迎。" * 12,
    "a quoted film": "He said: “You know, I mean, we are going now.” She nodded, and the film ended there. " * 20,
}


@pytest.mark.parametrize("language", TALK)
def test_talk_without_stops_is_a_transcript_in_thirteen_languages(language: str) -> None:
    said = (TALK[language] * (25 if language in ("ja", "zh") else 15)).strip()
    doc = Document("d", said, (Fact("language", language, "test"),))
    assert kind(doc)[0] == "transcript"


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "id", "it", "nl", "pt", "ru"])
def test_captions_with_stops_are_told_by_their_width(language: str) -> None:
    """Nothing but captions is broken at forty characters in the middle of sentences."""
    said = " ".join(f"{TALK[language].strip().capitalize()}." for _ in range(12))
    wrapped = "\n".join(textwrap.wrap(said, 40))
    assert spoken(wrapped, language)


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt"])
def test_talk_with_few_stops_is_a_transcript_that_nobody_repairs(language: str) -> None:
    """A recogniser puts a stop now and then; an editor three times as often."""
    said = " ".join(f"{TALK[language].strip().capitalize()}." for _ in range(12))
    found = kind_of_speech(Document("d", "\n\n".join([said] * 2), (Fact("language", language, "test"),)))
    assert found is not None
    assert not found.sure


def test_prose_with_few_stops_is_no_transcript() -> None:
    """A list of long sentences about a matter has few stops, and none of the small words of talk."""
    prose = (
        "The keeper of the lock told the mayor that a boat of nine tons may pass if the clerk has signed the paper and "
        "the toll is paid at the upper gate before the bell of the chapel rings for the last time in the evening. "
    )
    assert not spoken(prose * 8, "en")


def test_the_head_of_captions_and_the_time_of_a_chapter_make_talk_a_transcript() -> None:
    said = "I think you and I should look at the boat again. We know it, you know it. " * 6
    assert spoken("Kind: captions Language: en\n\n" + said, "en")
    assert spoken("## **[11:50] The second boat**\n\n" + said, "en")
    assert not spoken("## The second boat at 11:50\n\n" + said, "en")


@pytest.mark.parametrize("label", WRITTEN)
def test_what_was_written_is_no_speech_that_may_be_repaired(label: str) -> None:
    for language in (
        "en",
        next((code for name, code in TONGUES.items() if name in label), ""),
    ):
        found = kind_of_speech(Document("d", WRITTEN[label], (Fact("language", language, "test"),)))
        assert found is None or not found.sure, (label, found)


@pytest.mark.parametrize("label", [each for each in WRITTEN if each != "an angry poster"])
def test_what_was_written_is_no_transcript(label: str) -> None:
    for language in (
        "en",
        next((code for name, code in TONGUES.items() if name in label), ""),
    ):
        assert not spoken(WRITTEN[label], language), label


def test_hesitations_tell_speech_that_was_given_its_stops() -> None:
    said = "So, um, the boat was there. We took it, uh, at five. Nobody was, um, looking at the rope. " * 12
    found = kind_of_speech(Document("d", said, (Fact("language", "en", "test"),)))
    assert found is not None
    assert found.sure


def test_times_of_a_recording_tell_speech_by_its_pace() -> None:
    """As many characters stand between two times as somebody says in that time."""
    said = "And here you see the rope that we laid out in the morning, all of it."
    lines = [f"{n // 60}:{n % 60:02}\n{said}" for n in range(0, 60, 5)]
    assert "times" in spoken("\n".join(lines), "en")
    sparse = [f"{n}:00\n{said}" for n in range(0, 60, 5)]
    assert not spoken("\n".join(sparse), "en")


def test_speakers_by_name_with_times_are_a_transcript_nobody_repairs() -> None:
    turns = [
        f"Anna Low {n}:10\nYes, and that is how it was, more or less.\n\nBen Oak {n}:40\nAnd then they all went home?"
        for n in range(8)
    ]
    doc = clean(read("\n\n".join(turns).encode(), name="talk.txt"))
    assert doc.get("kind") == "transcript"
    assert not repairable(doc)


def test_a_heading_that_says_so_makes_talk_a_transcript() -> None:
    said = "I think you and I should look at the boat again. We know it, you know it. " * 6
    assert not spoken(said, "en")
    assert spoken("Transcript\n\n" + said, "en")


def test_an_article_wrapped_at_a_width_has_no_subtitles() -> None:
    """Lines that end where the next word found no room are paragraphs, whatever the writer says to readers."""
    told = (
        "I have kept bees behind the shed for nine years, and in this video you can see the hive that I "
        "opened first. What you need is a veil, a smoker and a morning without wind. Leave a comment below if "
        "you know a better way, and I will try it with you next spring.\n"
    )
    wrapped = "\n\n".join([textwrap.fill(told, 78)] * 8)
    assert kind_of_speech(Document("d", wrapped, (Fact("language", "en", "test"),))) is None
    lines = "\n".join(["leave a comment and tell me", "what you see in this video"] * 15)
    assert kind_of_speech(Document("d", lines, (Fact("language", "en", "test"),))) is not None


def test_a_menu_whose_bullets_are_letters_has_no_captions() -> None:
    said = (
        "buy your first boat",
        "get you a loan",
        "what we do",
        "so you pay less",
        "and then we sell it",
        "if you can",
    )
    assert not spoken("\n".join(f"o {each}" for each in said * 5), "en")
    assert spoken("\n".join(said * 5), "en")


def test_a_page_with_links_does_not_hesitate() -> None:
    """Pieces of addresses look like sounds of hesitation."""
    page = "The [guild](https://hm.example/um/uh/hm) met in the old hall and chose a new head for the year. " * 20
    assert not spoken(page, "en")


def test_a_page_that_says_it_failed_again_and_again_does_not_hesitate() -> None:
    page = "".join(
        f"Anna Low\nThe rope of boat {n} was cut in March, and none of us knew.\nUh oh!\n" for n in range(30)
    )
    assert not spoken(page, "en")
