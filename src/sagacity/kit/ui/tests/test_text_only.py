"""Letters only: nothing has to be fetched but the page and one tiny sheet, and nothing said gets lost."""

import re

import pytest
from django.test import Client

from sagacity.kit.ui import text_only

pytestmark = pytest.mark.django_db


def test_what_must_be_fetched_is_taken_out_and_what_it_said_stays() -> None:
    page = text_only.in_letters(
        '<head><link rel="stylesheet" href="/a.css"><link rel="alternate" href="/feed"></head>'
        '<script src="/a.js">x < y</script><svg class="i" aria-hidden="true"><use href="#a"/></svg>'
        '<svg role="img" aria-label="雨"><use href="#b"/></svg><img src="/p.png" alt="川の写真">'
        '<img src="/q.png" alt="">'
        '<sg-map data-x="1"><p>待つ</p></sg-map><p>本文</p>'
    )

    assert "a.css" not in page
    assert "script" not in page
    assert "svg" not in page
    assert "img" not in page
    assert "待つ" not in page
    assert "雨川の写真<p>本文</p>" in page
    assert '<link rel="alternate" href="/feed">' in page
    assert page.count("text.css") == 1


def test_a_button_that_was_only_a_drawing_says_its_name() -> None:
    page = text_only.in_letters('<button aria-label="上へ"><svg aria-hidden="true"></svg></button>')

    assert '<button aria-label="上へ">上へ</button>' in page


def test_the_choice_is_kept_in_a_cookie_and_can_be_taken_back() -> None:
    reader = Client()
    assert (
        reader.post("/text-only/", {"view": "text", "next": "/settings/"}).headers["Location"] == "/settings/"
    )

    page = reader.get("/").content.decode()
    assert re.findall(r"<(?:script|svg|img)\b", page) == []
    assert len(re.findall(r'rel="stylesheet"', page)) == 1
    assert "ふつうの表示に戻す" in page

    reader.post("/text-only/", {"view": "full"})
    assert "<script" in reader.get("/").content.decode()


def test_only_a_browser_that_saves_data_and_has_not_chosen_is_asked() -> None:
    saving = Client(headers={"save-data": "on"})
    assert "通信量を少なくできます" in saving.get("/").content.decode()
    assert "Save-Data" in saving.get("/")["Vary"]

    saving.post("/text-only/", {"view": "full"})

    assert "通信量を少なくできます" not in saving.get("/").content.decode()
    assert "通信量を少なくできます" not in Client().get("/").content.decode()


def test_another_site_cannot_choose_and_nonsense_is_refused() -> None:
    assert (
        Client().post("/text-only/", {"view": "text"}, headers={"origin": "https://evil.example"}).status_code
        == 403
    )
    assert Client().post("/text-only/", {"view": "loud"}).status_code == 400


def test_pages_of_staff_stay_whole() -> None:
    clerk = Client()
    clerk.cookies["sagacity_view"] = "text"

    assert "tokens.css" in clerk.get("/staff/sign-in/").content.decode()
