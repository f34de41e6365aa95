import pytest

from sagacity.kit.japanese import postal_towns


@pytest.mark.parametrize("typed", ["105-0011", "1050011", "１０５－００１１", "〒105 0011"])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    (tower,) = postal_towns.towns_of(typed)

    assert tower.text == "東京都港区芝公園"
    assert tower.municipality == "13103"


@pytest.mark.parametrize("typed", ["", "105", "10500110", "999-9999", "芝公園", "105-001x"])
def test_what_is_no_code_means_no_town(typed: str) -> None:
    assert postal_towns.towns_of(typed) == ()


def test_one_code_may_mean_towns_of_two_prefectures() -> None:
    assert [one.prefecture for one in postal_towns.towns_of("498-0000")] == ["愛知県", "三重県"]


def test_remarks_of_the_post_are_no_names_of_towns() -> None:
    (whole,) = postal_towns.towns_of("522-0317")  # 一円: all of the town
    (split,) = postal_towns.towns_of("766-0002")  # …の次に１〜４２６番地がくる場合
    (part,) = postal_towns.towns_of("842-0107")

    assert (whole.text, whole.town) == ("滋賀県犬上郡多賀町", "")
    assert (split.text, split.note) == ("香川県仲多度郡琴平町", "川東")
    assert (part.town, part.note) == ("神埼町鶴", "1〜2999番地")


def test_an_office_has_a_number_of_its_house() -> None:
    (office,) = postal_towns.towns_of("900-8797")  # three firms under one code stand at one place

    assert (office.town, office.house) == ("東町", "26-29")
    assert "かんぽ生命" in office.note
