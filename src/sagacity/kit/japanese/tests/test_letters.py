from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit.japanese import kana, widths

HIRAGANA = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3096), max_size=12)


@given(HIRAGANA)
def test_hiragana_goes_to_katakana_and_back(text: str) -> None:
    assert kana.to_hiragana(kana.to_katakana(text)) == text


def test_half_width_kana_become_whole() -> None:
    assert kana.to_katakana("ｻｶﾞｼ") == "サガシ"
    assert kana.to_hiragana("ｻｶﾞｼ 12ＡB") == "さがし 12ＡB"


def test_only_kana_count_as_a_reading() -> None:
    assert kana.is_kana("ｻｶﾞｼ ほんじょう・マチ")
    assert not kana.is_kana("佐賀し")
    assert not kana.is_kana("　")


def test_readings_compare_without_marks_and_small_letters() -> None:
    assert kana.key("ガッコー") == kana.key("がつこ") == "かつこ"


def test_a_reading_stands_in_its_row() -> None:
    assert [kana.row(word) for word in ("ぱん", "ヴぁいおりん", "ンゴロ", "ABC", "")] == [
        "は",
        "あ",
        "わ",
        "",
        "",
    ]


def test_codes_are_folded_and_names_are_left_alone() -> None:
    assert widths.fold_codes("　４１２０１－５　") == "41201-5"
    assert widths.compare_key("髙木ﾏﾝｼｮﾝ　Ａ〜Ｂ") == widths.compare_key("高木マンション A～B")
    assert widths.compare_key("コーヒー") != widths.compare_key("コヒ")
    assert widths.compare_key("スポ－ツ") == widths.compare_key("スポーツ")


@given(st.text(max_size=40))
def test_what_is_not_named_as_lacking_can_be_written_for_windows(text: str) -> None:
    lacking = set(widths.not_in_cp932(text))

    kept = "".join(char for char in text if char not in lacking)

    widths.for_cp932(kept).encode("cp932")


def test_characters_an_old_file_cannot_hold_are_named_once() -> None:
    assert widths.not_in_cp932("𠮷野①髙～〜𠮷") == ["𠮷"]
