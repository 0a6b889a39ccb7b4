"""The date that a page gives of itself stands in for a publication date, with an Issue."""

import io

import pytest

from rashomon.read import Options, Reading
from rashomon.read.page_date import own_date
from rashomon.read.text import read_text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sunday, 7 August 2022, 13:09", "2022-08-07"),
        ("March 29, 2019", "2019-03-29"),
        ("Updated: July 7, 2012, 10:04 PM ET", "2012-07-07"),
        ("Published on 3rd Sept 2020", "2020-09-03"),
        ("2024-03-05", "2024-03-05"),
        ("06 Apr 2020 | 14:22", "2020-04-06"),
        ("On March 29, 2019, a missile hit the port.", None),
        ("31 February 2020", None),
        ("May 2020", None),
    ],
)
def test_date_lines(line: str, day: str | None) -> None:
    found = own_date(f"Missile hits port\n\n{line}\n\nThe port burned.", None)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2021/12/07/port-burns/", "2021-12-07"),
        ("https://news.example/world/2023-06-25/port-burns.html", "2023-06-25"),
        ("https://news.example/world/2004/jul/29/port", "2004-07-29"),
        ("https://news.example/world/82358/", None),
        ("https://news.example/2021/13/07/port-burns/", None),
    ],
)
def test_addresses(url: str, day: str | None) -> None:
    found = own_date("The port burned.", url)
    assert (found[0] if found else None) == day


def test_a_date_deep_in_the_text_is_the_storys() -> None:
    assert own_date("\n".join(["The port burned again."] * 20 + ["March 29, 2019"]), None) is None


def test_reading_says_where_the_date_is_from() -> None:
    stream = io.BytesIO(b"Missile hits port\n\nMarch 29, 2019\n\nThe port burned.")
    outcome = next(read_text(stream, "page.txt", Options(max_bytes=1000)))
    assert isinstance(outcome, Reading)
    assert outcome.document.published == "2019-03-29"
    assert [issue.code for issue in outcome.issues] == ["published-inferred"]


def test_a_given_date_wins() -> None:
    stream = io.BytesIO(b"---\npublished: 2019-03-30\n---\nMarch 29, 2019\n\nThe port burned.")
    outcome = next(read_text(stream, "page.txt", Options(max_bytes=1000)))
    assert isinstance(outcome, Reading)
    assert outcome.document.published == "2019-03-30"
    assert not outcome.issues
