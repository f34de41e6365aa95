"""Somebody with a card answers the city's survey on a phone, once and unknown; its end is open data."""

import time

from playwright.sync_api import Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit

DESK = "/desk/surveys/app_survey/"
SURVEY = "/apps/surveys/app_survey/"
OTHERS = """
import json, sys, django
django.setup()
from sagacity.kit import clock
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys.testing import holder
for number in range(26):
    often = "hardly" if number < 3 else "daily" if number < 15 else "weekly"
    said = {"often": often, "easy": "hard" if number % 2 else "easy"}
    surveys.answer(survey="app_survey", answers=said, by=holder(9000 + number), at=clock.now())
print(json.dumps(surveys.pour_all(at=clock.now())))
"""
LOOK = """
import json, sys, django
django.setup()
from django.db import connection
from django.apps import apps
tables = [one._meta.db_table for one in apps.get_app_config("procedures_surveys").get_models()]
said = {}
with connection.cursor() as look:
    for table in tables:
        look.execute(f"SELECT * FROM {table}")
        said[table] = [[column[0] for column in look.description], *map(list, look.fetchall())]
mine = apps.get_model("accounts", "Account").objects.exclude(inhabitant="").values_list("key", "inhabitant")
print(json.dumps({"tables": said, "people": [one for pair in mine for one in pair]}, default=str))
"""


def test_a_survey_from_the_phone_to_the_catalogue(visit: Visit, city: RunningCity) -> None:
    phone = visit()
    residents.signs_in(phone.context, city, number="7310")
    page = phone.opens("/search/?q=アンケート")
    page.get_by_role("link", name="市のアプリについてのアンケート").first.click()
    expect(page.locator("main")).to_contain_text("だれの答えかは、だれにもわかりません")
    looking.keep_picture(page, "survey-phone")

    second = phone.context.new_page()
    second.goto(f"{SURVEY}answer/")
    page.get_by_role("link", name="答える").click()
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    _answers(page, "毎日")
    expect(page.locator("main")).to_contain_text("答えを受け取りました")
    _answers(second, "ほとんど使わない")
    expect(second.locator("main")).to_contain_text("もう答えています。答えられるのは1人1回です。")
    looking.keep_picture(second, "survey-twice-phone")

    residents.made(city, OTHERS)
    clerk = visit("desktop", login="nakao")
    desk = clerk.opens(DESK)
    desk.get_by_role("button", name="途中の結果を住民に見せる").click()
    page = phone.opens(f"{SURVEY}results/")
    expect(page.locator("main")).to_contain_text("途中の数です。10人以上ずつまとめて数えます。")
    shown = page.locator(".surveys-table td:nth-child(2)").all_inner_texts()
    assert "出しません" in shown
    assert [one for one in shown if one.isdigit() and 0 < int(one) < 10] == []
    looking.keep_picture(page, "survey-results-phone")

    _nothing_joins_answer_and_person(city)

    desk = clerk.opens(f"{DESK}close/")
    desk.get_by_role("button", name="終わりにする").click()
    expect(desk.locator("main")).to_contain_text("アンケートを終わりにしました")
    page = _opens_once_it_is_there(page, "オープンデータカタログ")
    expect(page.locator("main h1")).to_contain_text("市民アンケートの結果")
    expect(page.locator("main")).to_contain_text("市のアプリについてのアンケート")
    looking.keep_picture(page, "survey-catalogue-phone")
    with page.expect_download() as loading:
        page.locator("main a[href$='.csv']").first.click()
    text = loading.value.path().read_text("utf-8-sig")
    assert "app_survey.people" in text
    assert "どのくらい使いますか" in text


def _answers(page: Page, often: str) -> None:
    page.get_by_label(often).check()
    page.get_by_label("使いやすい", exact=True).check()
    page.get_by_role("button", name="答えを出す").click()


def _nothing_joins_answer_and_person(city: RunningCity) -> None:
    """The tables as somebody with the whole database reads them."""
    seen = residents.made(city, LOOK)
    answers = seen["tables"]["procedures_surveys_answer"]
    tokens = seen["tables"]["procedures_surveys_token"]
    assert len(tokens) == 1 + 27
    assert len(answers) == 1 + 17  # ten of them still wait in the box
    assert answers[0] == ["key", "said", "survey_id"]
    assert tokens[0] == ["digest", "survey_id"]
    everything = str(seen["tables"])
    assert [who for who in seen["people"] if who in everything] == []
    assert [line for line in answers[1:] if any(mark[0] in str(line) for mark in tokens[1:])] == []


def _opens_once_it_is_there(page: Page, words: str) -> Page:
    """News of the end reach the catalogue by the worker, a moment later."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        page.reload()
        if page.get_by_role("link", name=words).count():
            page.get_by_role("link", name=words).click()
            return page
        page.wait_for_timeout(500)
    raise AssertionError(f"no link {words} after a minute")
