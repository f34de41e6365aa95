import pytest

from sagacity.kit.japanese import furigana
from sagacity.kit.japanese.furigana import Piece


def read(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.reading) for piece in furigana.pieces(text)]


def test_the_reading_stands_above_the_kanji_alone() -> None:
    assert furigana.split("申し込み", "もうしこみ") == (
        Piece("申", "もう"),
        Piece("し"),
        Piece("込", "こ"),
        Piece("み"),
    )


def test_the_longest_word_wins() -> None:
    assert read("毎日 見る日") == [("毎日", "まいにち"), (" ", ""), ("見", "み"), ("る", ""), ("日", "ひ")]


def test_a_reading_in_the_text_wins_over_the_list() -> None:
    assert read("空〈から〉に する") == [("空", "から"), ("に する", "")]


def test_an_explanation_is_no_reading() -> None:
    text = "避難所〈逃げる ところ〉"

    assert ("避難所", "逃げる ところ") not in read(text)
    assert furigana.plain(text) == text


def test_a_page_without_readings_loses_those_in_the_text_too() -> None:
    assert furigana.plain("場所〈ばしょ〉を 空〈から〉に") == "場所を 空に"


def test_a_word_nobody_listed_stays_and_is_named() -> None:
    assert read("齉") == [("齉", "")]
    assert furigana.unread("齉と 日") == ["齉"]


def test_a_reading_that_does_not_fit_its_word_is_refused() -> None:
    with pytest.raises(furigana.BrokenReading, match="出す"):
        furigana.split("出す", "だし")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("11月27日(金)から", "11月=がつ27日=にち(金=きん)から"),
        ("4月1日(水)", "4月=がつ1日=ついたち(水=すい)"),
        ("9月20日", "9月=がつ20日=はつか"),
        ("4月に", "4月=がつに"),
        ("1日に", "1日=いちにちに"),
        ("28日", "28日=にち"),
        ("5月2日〈ふつか〉", "5月=がつ2日=ふつか"),
    ],
)
def test_a_date_is_read_as_a_date(text: str, read: str) -> None:
    pieces = furigana.pieces(text)

    assert "".join(f"{one.text}={one.reading}" if one.reading else one.text for one in pieces) == read
