"""Tables, code and quantities are told from the lists of a page."""

from __future__ import annotations

import pytest
import regex

from cleaners.resources import languages, table
from cleaners.tables import amount, is_data
from cleaners.text import lines


@pytest.mark.parametrize("code", languages("measures"))
def test_each_language_knows_its_quantities(code: str) -> None:
    held = table("measures", code)
    found = regex.compile(held["amount"].replace("N", amount()))
    assert found.match(held["yes"])
    assert not found.match(held["no"])


def said(text: str) -> list[bool]:
    return is_data(list(lines(text)))


def test_rows_with_figures_are_a_table() -> None:
    assert all(said("Rank | Mill | Price\n1 | Lowmill | $4.50\n2 | Weir | $5.10\n3 | Quay | $6.00\n"))
    assert all(
        said("Mill      Flour    Year\nLowmill   4.5 t    1890\nWeir      3.1 t    1912\nQuay      2.9 t    1930\n")
    )


def test_rows_of_a_menu_are_no_table() -> None:
    assert not any(
        said("Home | News | Sport\nWeather | Ferry | Tides\nContact | Terms | Help\nLogin | Basket | Cart\n")
    )


def test_a_cell_a_line_under_ranks_is_a_table() -> None:
    rows = "".join(f"{n}\nMill {chr(64 + n)}\n${n + 10}.50\n" for n in range(1, 9))
    assert all(said("Rank\nMill\nPrice\n" + rows))


def test_the_most_read_titles_are_no_table() -> None:
    rows = "".join(f"{n}\nThe weir of the {n}th mill holds\nby Karin Holm\n" for n in range(1, 9))
    assert not any(said(rows))


def test_data_and_programs_are_code() -> None:
    assert all(said('{\n"@type": "Mill",\n"name": "Lowmill",\n"wheels": 2,\n"tides": [\n"spring"\n]\n}\n')[:5])
    assert all(said("def turn(wheel):\nspeed = tide(wheel)\nreturn speed\n"))


def test_short_lines_are_no_code() -> None:
    assert not any(said("Share this:\nFacebook\nTwitter;\nOur mills\nNews (12)\nContact us;\n"))


def test_ingredients_are_quantities() -> None:
    assert said("2 cups rye flour\n1 tsp salt\nIngredients for the crust\n½ cup of oil\nShare\n") == [True] * 4 + [
        False
    ]


def test_ages_and_counts_are_no_quantities() -> None:
    assert not any(said("2 hours ago\n3 min read\n5 comments\n12 shares\n4 days ago\n"))
