from django.test import Client

from sagacity.kit.ui import furigana


def test_words_in_running_text_get_their_reading() -> None:
    page = furigana.with_readings("<p>ごみを 出す</p>")

    ruby = "<ruby>出<rp>(</rp><rt>だ</rt><rp>)</rp></ruby>"
    assert page == f"<p><sg-text>ごみを {ruby}す</sg-text></p>"


def test_the_words_of_a_button_stay_together() -> None:
    page = furigana.with_readings("<button><svg></svg>人〈ひと〉を 待〈ま〉つ</button>")

    assert page.count("<sg-text>") == 1
    assert page.endswith("</ruby>つ</sg-text></button>")
    assert "<sg-text>" not in furigana.with_readings("<b>場所〈ばしょ〉</b>")


def test_where_no_mark_can_stand_the_word_stands_alone() -> None:
    page = '<option>1人〈ひとり〉</option><a aria-label="人〈ひと〉">x</a><input value="人〈ひと〉">'

    assert furigana.with_readings(page) == (
        '<option>1人</option><a aria-label="人">x</a><input value="人〈ひと〉">'
    )


def test_what_is_no_running_text_is_left_alone() -> None:
    page = (
        '<head><title>場所</title></head><a title="場所">x</a><script>"場所"</script>'
        "<option>場所</option><textarea>場所</textarea>"
    )

    assert furigana.with_readings(page) == page


def test_signs_of_html_in_the_text_stay_text() -> None:
    assert "&lt;b&gt;" in furigana.with_readings("<p>場所 &lt;b&gt; &amp;</p>")


def test_readings_in_the_text_go_when_they_are_switched_off() -> None:
    assert furigana.without_readings("<p>場所〈ばしょ〉</p>") == "<p>場所</p>"


def test_a_reader_of_easy_japanese_has_readings_until_they_are_switched_off(db: None) -> None:
    reader = Client(headers={"accept-language": "ja-easy"})
    assert "<rt>" in reader.get("/").content.decode()

    answer = reader.post("/furigana/", {"furigana": "off", "next": "/"})

    assert answer.status_code == 302
    assert "<rt>" not in reader.get("/").content.decode()


def test_other_languages_have_no_readings_and_no_switch(db: None) -> None:
    for language in ("ja", "en"):
        page = Client(headers={"accept-language": language}).get("/").content.decode()
        assert "<rt>" not in page
        assert "/furigana/" not in page


def test_a_choice_that_does_not_exist_is_refused(db: None) -> None:
    assert Client().post("/furigana/", {"furigana": "maybe"}).status_code == 400


def test_words_of_another_language_have_no_japanese_reading() -> None:
    page = '<button lang="zh-Hans"><b>人</b></button><input lang="vi">'

    assert furigana.with_readings(page) == page
    assert "<ruby>" in furigana.with_readings('<html lang="ja"><p lang="ja">人</p></html>')
    assert "<ruby>" in furigana.with_readings(page + "<p>人</p>")
