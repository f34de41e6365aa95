import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from sagacity.kit import keys
from sagacity.kit.ui.my_number_guard import stands_in, stop_my_number

RIGHT = "123456789018"  # 12345678901 and its check digit, from the ordinance's rule
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４５６７８９０１８",
        "1234ー5678ー9018",
        f"番号は{RIGHT}です",
        f"No{RIGHT}",
        "1234.5678.9018",
        "1234・5678・9018",
        "1234 / 5678 / 9018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "123-456-789-018",
        "12 34 56 78 90 18",
        "123456 789018",
        "1234\u200b5678\u200b9018",
        "١٢٣٤٥٦٧٨٩٠١٨",
        "一二三四五六七八九〇一八",
        "①②③④⑤⑥⑦⑧⑨0①⑧",
        f"urn:ngsi-ld:Event:1 {RIGHT}",
    ],
)
def test_a_number_is_seen_however_it_is_written(text: str) -> None:
    assert stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "123456789017",
        "123.456.789.018",
        "0952-40-7035",
        "1234567890180",
        "2026-11-27 12:30",
        "",
        "〒840-8501",
        "090-1234-5678",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not stands_in(text)


def test_keys_of_the_city_pass_whatever_digits_they_hold() -> None:
    assert not stands_in(f"urn:ngsi-ld:Event:{RIGHT}")
    assert not stands_in(str(uuid.UUID(f"abcdefab-0000-4000-8000-{RIGHT}")))
    assert not stands_in(f"abcdef{RIGHT}{'ab' * 7}")
    assert not stands_in(keys.new("Device"))


def test_a_form_with_a_number_is_answered_with_what_to_do_and_goes_no_further(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "note": f"my number is {RIGHT}"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "個人番号は受け取れません" in page
    assert "どこにも保存していません" in page
    assert RIGHT not in page
    assert "sagacity_language" not in answer.cookies


def test_the_way_back_leads_only_into_this_house(client: Client) -> None:
    inside = client.post("/language/", {"x": RIGHT}, headers={"referer": "http://testserver/apps/events/"})
    outside = client.post("/language/", {"x": RIGHT}, headers={"referer": "http://elsewhere.example/"})

    assert 'href="/apps/events/"' in inside.content.decode()
    assert "elsewhere" not in outside.content.decode()


def test_json_is_looked_at_too(client: Client) -> None:
    answer = client.post("/push/subscribe/", {"note": RIGHT}, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["title"] == "個人番号は受け取れません"


def test_a_body_that_is_no_text_passes_to_its_page(client: Client) -> None:
    assert client.post("/language/", b"\xff\xfe", content_type="application/json").status_code != 422


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/octet-stream"])
def test_a_digit_in_disguise_is_seen_whatever_the_body_calls_itself(
    client: Client, content_type: str
) -> None:
    disguised = "".join(f"\\u{ord(digit):04x}" for digit in RIGHT)

    for body in (f'{{"note": "{disguised}"}}', f'{{"note": {RIGHT}}}', f'{{"{RIGHT}": 1}}'):
        assert client.post("/push/subscribe/", body, content_type=content_type).status_code == 422


def test_words_that_are_searched_for_do_not_reach_a_log(client: Client) -> None:
    assert client.get("/search/", {"q": RIGHT}).status_code == 422
    assert client.get("/search/", {"q": "図書館"}).status_code == 200


def test_where_somebody_is_and_numbers_of_open_tables_pass() -> None:
    asked = RequestFactory().get("/apps/places/", {"near": f"33.{RIGHT},130.{RIGHT}"})
    table = RequestFactory().get("/api/3/action/datastore_search", {"q": RIGHT})
    guard = stop_my_number(lambda request: HttpResponse("passed"))

    assert [guard(request).content for request in (asked, table)] == [b"passed", b"passed"]


def test_a_name_of_a_field_or_of_a_file_is_looked_at(client: Client) -> None:
    assert client.post("/language/", {RIGHT: "x"}).status_code == 422
    assert client.post("/language/", {"file": SimpleUploadedFile(f"{RIGHT}.pdf", b"%PDF")}).status_code == 422
