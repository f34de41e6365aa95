"""The texts that clerks send again and again are judged before anybody gets one."""

import shutil
from pathlib import Path

import pytest

from sagacity.kit.city import api as city

GOOD = """
# 出典: 見本
[[message]]
key = "call"
name = {ja = "電話のお願い", en = "Please call"}
[message.text]
ja = "{number} に電話してください。"
ja-easy = "{number} に 電話〈でんわ〉してください。"
en = "Please call {number}."
zh-hans = "请致电 {number}。"
ko = "{number}로 전화해 주십시오."
vi = "Hãy gọi {number}."
"""
COUNTER = Path(__file__).parents[3] / "desks" / "counter" / "messages.toml"


def _found(pack: Path, text: str) -> set[str]:
    (pack / "messages.toml").write_text(text, "utf-8")
    return {one.code for one in city.check("mihon") if one.file == "messages.toml"}


def test_a_good_file_and_none_at_all_are_not_spoken_of(pack: Path) -> None:
    assert _found(pack, GOOD) == set()
    (pack / "messages.toml").unlink()
    assert [one for one in city.check("mihon") if one.file == "messages.toml"] == []


def test_the_texts_of_the_program_are_held_to_the_same(pack: Path) -> None:
    shutil.copy(COUNTER, pack / "messages.toml")

    assert [one.what for one in city.check("mihon") if one.file == "messages.toml"] == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('key = "call"', 'key = "call"\nsubject = "x"', "messages_unknown"),
        ('ko = "', 'kr = "', "messages_unknown"),
        ("[[message]]", "[[mesage]]", "messages_unknown"),
        ('key = "call"', "", "messages_form"),
        ('ja = "電話のお願い", ', "", "messages_form"),
        ('en = "Please call {number}."', "en = 3", "messages_form"),
        ('vi = "Hãy gọi {number}."', "", "messages_language"),
        (', en = "Please call"', "", "messages_language"),
        ('"Please call {number}."', '"Please call us."', "messages_blanks"),
        ('"请致电 {number}。"', '"请致电 {nummer}。"', "messages_blanks"),
        ('key = "call"', "key =", "toml_broken"),
    ],
)
def test_a_slip_of_the_pen_is_found(pack: Path, before: str, after: str, expected: str) -> None:
    assert before in GOOD

    assert expected in _found(pack, GOOD.replace(before, after, 1))


def test_one_key_twice_is_found(pack: Path) -> None:
    assert "messages_twice" in _found(pack, GOOD + GOOD.replace("# 出典: 見本", ""))
