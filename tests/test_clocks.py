"""Times of a recording are told from other times by how they run."""

from __future__ import annotations

import pytest

from cleaners.clocks import clocks

AGENDA = """09:00 - 09:30 Registration and coffee in the foyer of the old mill, with a map of the rooms
09:30 - 10:15 Opening talk on why every label now carries a warning that nobody reads to the end
10:15 - 10:45 Break in the garden, weather permitting, otherwise in the cellar by the wheel
10:45 - 11:30 On slates, nests and boots: what a roof can tell about the people below it
11:30 - 12:15 Panel with three ferrymen, two of them retired, and a bell from the church
12:15 - 13:30 Lunch in the barn, with bread from the old oven and cider from the orchard"""
OTHERS = {
    "the gaps of a race": "".join(
        f"0:{gap:02} {name}\n" for gap, name in enumerate(["Anna Low, Selby", "Ben Carr, York", "Cleo Finch"] * 3)
    ),
    "the hours of a programme": AGENDA,
    "the chapters of a video": "0:00 Intro\n1:12 the wood\n4:40 the planks\n9:05 the keel\n14:30 glue\n20:11 paint\n",
    "trains": "0:05 Geneva\n0:12 Nyon\n0:19 Morges\n0:26 Renens\n0:33 Lausanne\n0:41 Vevey\n0:48 Montreux\n",
    "the hours of a chat": "".join(f"[21:{14 + n}:{n * 7:02}] <anna> does anyone have the plans\n" for n in range(8)),
    "cells of a table": "<c>1</c><c>2</c>\n" * 8,
    "messages with the second of the century": "".join(
        f'{{"text": "who is there", "time": {1683149655 + 400 * n}}},\n' for n in range(8)
    ),
    "lines of a song": "".join(f"[00:{n * 4:02}.50]row me over to the shore\n" for n in range(8)),
}
SHAPES = {
    "seconds": "[{0}.00s -> {1}.00s] so we rowed past the pier\n",
    "from when to when": "[00:00:{0:02} --> 00:00:{1:02}] so we rowed past the pier\n",
    "frames": "00:00:{0:02}:12 00:00:{1:02}:05 so we rowed past the pier\n",
    "a link": "[0:{0:02}](https://video.example/watch?v=a&t={0}) so we rowed past the pier\n",
    "word by word": "<00:00:{0:02}.480><c> so we rowed past the pier</c>\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_times_are_none_of_a_recording(name: str) -> None:
    """What rises, but is not filled at the pace of speech or begins elsewhere, is no time of a recording."""
    assert not clocks(OTHERS[name]).found


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_that_only_a_recording_has_are_certain(name: str) -> None:
    """Each of the shapes is found on all of its lines, and is enough to tell that this is speech."""
    found, certain = clocks("".join(SHAPES[name].format(at, at + 3) for at in range(0, 30, 3)))
    assert certain
    assert len(found) >= 10
