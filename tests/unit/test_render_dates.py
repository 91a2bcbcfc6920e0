"""Dates and times as a language writes them."""

from __future__ import annotations

import pytest

from minutebook.render.dates import (
    epoch,
    language_name,
    locale_of,
    written_date,
    written_minutes,
    written_time,
    written_years,
)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en-GB", "22 October 2014"),
        ("en", "22 October 2014"),
        (None, "22 October 2014"),
        ("en-US", "October 22, 2014"),
        ("cy", "22 Hydref 2014"),
        ("fr", "22 octobre 2014"),
        ("de-AT", "22. Oktober 2014"),
        ("en-ABCDEFGHI", "22 October 2014"),
        ("tlh", "22 October 2014"),
        ("not a tag", "22 October 2014"),
    ],
)
def test_a_date_is_written_in_the_language(tag: str | None, words: str) -> None:
    """The region counts where it is known; an unknown language falls back to British English."""
    day = written_date("2014-10-22", locale_of(tag))
    assert day is not None
    assert day.long == words


def test_the_first_of_a_month_is_ordinal_in_french() -> None:
    """1er, in both lengths, and no other one of the date is touched."""
    day = written_date("2011-01-01", locale_of("fr"))
    assert day is not None
    assert (day.long, day.full) == ("1er janvier 2011", "samedi 1er janvier 2011")


@pytest.mark.parametrize(
    "iso", ["2014-02-30", "0000-01-01", "2014-1-1", "22 October", "", "٢٠١٤-01-01"]
)
def test_what_is_no_day_is_left_alone(iso: str) -> None:
    """An archive made elsewhere may hold any text there; it is shown as it is."""
    assert written_date(iso, locale_of("en")) is None


@pytest.mark.parametrize("iso", ["0001-01-01", "1066-10-14", "9999-12-31"])
def test_every_year_can_be_written(iso: str) -> None:
    """From the year 1 to 9999."""
    for tag in ("en", "cy", "fr"):
        assert written_date(iso, locale_of(tag)) is not None


@pytest.mark.parametrize(
    ("tag", "iso", "words"),
    [
        ("en-GB", "09:05", "09:05"),
        ("en-GB", "13:00:30", "13:00:30"),
        ("en-US", "13:00", "1:00\u202fPM"),
        ("fr", "00:00", "00:00"),
        ("en-GB", "25:00", None),
        ("en-GB", "noon", None),
    ],
)
def test_a_time_is_written_in_the_language(tag: str, iso: str, words: str | None) -> None:
    """Seconds only where they were given."""
    assert written_time(iso, locale_of(tag)) == words


def test_a_language_is_named_in_the_records_own() -> None:
    """A tag that has no name stays as it is."""
    assert language_name("cy", locale_of("fr")) == "gallois"
    assert language_name("xx-Qabc", locale_of("fr")) == "xx-Qabc"


@pytest.mark.parametrize(
    ("iso", "seconds"),
    [
        ("1970-01-01", 0),
        ("2014-10-22", 1413936000),
        ("1969-12-31", -86400),
        ("0001-01-01", -62135596800),
        ("2107-12-31", 4354732800),
        ("9999-12-31", 4354732800),
        ("soon", 0),
        (None, 0),
    ],
)
def test_the_epoch_is_the_days_first_moment_in_utc(iso: str | None, seconds: int) -> None:
    """It is the same in every time zone, for any year; no later than a ZIP archive can say."""
    assert epoch(iso) == seconds


@pytest.mark.parametrize(
    ("tag", "one", "two", "many"),
    [
        ("en", "1 year", "2 years", "7 years"),
        ("de", "1 Jahr", "2 Jahre", "7 Jahre"),
        ("cy", "1 flwyddyn", "2 flynedd", "7 mlynedd"),
        ("he", "1 שנה", "2 שנים", "7 שנים"),
    ],
)
def test_years_take_their_plural(tag: str, one: str, two: str, many: str) -> None:
    """Whatever plurals a language has, some of which are for single numbers."""
    assert [written_years(count, locale_of(tag)) for count in "127"] == [one, two, many]


def test_minutes_take_their_plural() -> None:
    """And what is no number is left as it was."""
    assert written_minutes("25", locale_of("fr")) == "25\u00a0min"
    assert written_years("a few", locale_of("en")) == "a few"
