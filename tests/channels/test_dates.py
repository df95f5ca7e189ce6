from __future__ import annotations

import pytest

from bot.channels.dates import in_swedish

DATES = [
    ("2023-09-14", "14 september 2023"),
    ("2022-01-05", "5 januari 2022"),
    ("2019-05", "maj 2019"),
    ("2013", "2013"),
    ("2021/2023", "2021–2023"),
    ("2019-05/2020-06", "maj 2019 – juni 2020"),
    ("2021/2023-12-31", "2021 – 31 december 2023"),
    ("hösten 2020", "hösten 2020"),
    ("2020-13", "2020-13"),
]


@pytest.mark.parametrize(("date", "words"), DATES)
def test_dates_are_written_as_swedes_write_them(date: str, words: str) -> None:
    assert in_swedish(date) == words
