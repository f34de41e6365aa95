import pytest

from sagacity.messaging.api import EasyWarning, easy_warnings


def codes(text: str) -> set[str]:
    return {one.code for one in easy_warnings(text)}


def found(text: str, code: str) -> list[str]:
    return [one.found for one in easy_warnings(text) if one.code == code]


def test_an_easy_text_has_no_warnings() -> None:
    text = "9月15日（火曜日）の 午前9時から、水が 出ません。\n水を くばります。\n近くの 人に 聞いてください。"

    assert [one for one in easy_warnings(text) if one.code != "kanji_without_reading"] == []


@pytest.mark.parametrize(
    ("code", "hard", "easy"),
    [
        ("long_sentence", "あ" * 51 + "。", "あ" * 50 + "。"[:0]),
        (
            "two_messages",
            "水道の工事をしますので、火曜日の午前中は水が出ないことがあるかもしれません。",
            "水道の工事をします。火曜日の午前は水が出ません。",
        ),
        ("double_negation", "できないわけではありません。", "できます。"),
        ("double_negation", "申し込まない限り、使えません。", "申し込んだ人が使えます。"),
        ("double_negation", "カードがなければなりません。", "カードが必要です。"),
        ("hard_word", "書類を持参する。", "書類を持ってきてください。"),
        ("loanword", "ライフラインが止まりました。", "電気・ガス・水道が止まりました。"),
        ("loanword", "モニタリングをします。", "バスで来てください。"),
        ("loanword", "クッキーを使います。", "クッキー〈小さな記録〉を使います。"),
        ("onomatopoeia", "家がガタガタゆれました。", "家がゆれました。"),
        ("onomatopoeia", "頭がずきずきします。", "頭がいたいです。"),
        ("onomatopoeia", "わいわい楽しみましょう。", "いろいろなことができます。ますます楽しいです。"),
        ("disaster_word", "津波が来ます。", "津波〈とても高い波〉が来ます。津波からにげてください。"),
        ("disaster_word", "避難指示が出ました。", "避難指示〈みんなにげてください〉が出ました。"),
        ("kanji_without_reading", "罹災した人", "罹災〈りさい〉した人"),
        ("verbal_noun", "点検を行います。", "調べます。"),
        ("verbal_noun", "来週から受け付け開始。", "来週から受け付けます。"),
        ("honorific", "ご遠慮ください。", "しないでください。"),
        ("honorific", "お知らせいたします。", "お知らせします。"),
        ("passive", "結果が発表されます。", "市が結果を発表します。"),
        ("mixed_ends", "水が出ません。これは工事のためである。", "水が出ません。工事をするからです。"),
        ("era", "令和8年9月", "2026年9月"),
        ("era", "R8.9.15", "2026年9月15日"),
        ("date", "9/15に来てください。", "9月15日に来てください。"),
        ("clock", "18:30に始まります。", "午後6時30分に始まります。"),
        ("clock", "15時に来てください。", "午後3時に来てください。"),
        ("relative_day", "翌日も休みです。", "9月16日も休みです。"),
        ("money", "3万円です。", "30,000円です。"),
        ("money", "5千円です。", "5,000円です。"),
        ("sign", "9時〜17時", "9時から17時まで"),
        ("sign", "※雨のときはしません。", "雨のときはしません。"),
    ],
)
def test_a_rule_warns_about_the_hard_text_and_not_about_the_easy_one(code: str, hard: str, easy: str) -> None:
    assert code in codes(hard)
    assert code not in codes(easy)


def test_spaces_between_words_hide_nothing() -> None:
    assert "double_negation" in codes("でき ない わけ では ありません。")
    assert "relative_day" in codes("翌 日も 休みです。")


def test_a_warning_quotes_the_text_and_says_what_to_write_instead() -> None:
    (warning,) = [one for one in easy_warnings("キャンセルします。") if one.code == "loanword"]

    assert warning == EasyWarning(code="loanword", found="キャンセル", advice="「やめる」と書いてください。")


def test_a_disaster_word_is_kept_and_its_meaning_is_offered() -> None:
    (warning,) = [one for one in easy_warnings("断水します。") if one.code == "disaster_word"]

    assert warning.found == "断水"
    assert "断水〈水道の水が出ないこと〉" in warning.advice


def test_the_longest_disaster_word_is_meant_and_is_no_hard_word() -> None:
    assert found("避難指示が出ました。", "disaster_word") == ["避難指示"]
    assert found("特別警報が出ました。", "disaster_word") == ["特別警報"]
    assert found("ハザードマップを見てください。", "loanword") == []


def test_the_same_slip_is_said_once() -> None:
    assert found("キャンセルします。キャンセルしません。", "loanword") == ["キャンセル"]


def test_every_advice_is_one_or_more_whole_japanese_sentences() -> None:
    text = (
        "令和8年9/15 18:30〜3万円、翌日に点検を行います。※モニタリングされます。ご遠慮。津波。ガタガタ"
        + "あ" * 60
    )

    warnings = easy_warnings(text)

    assert len({one.code for one in warnings}) >= 10
    assert all(one.advice.endswith("。") and one.found for one in warnings)


def test_an_empty_text_has_nothing_to_warn_about() -> None:
    assert easy_warnings("") == []
