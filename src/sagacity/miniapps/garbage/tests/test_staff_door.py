import io
import zipfile
from datetime import date
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.search import api as search
from sagacity.kit.testing.plugin import Deliver
from sagacity.miniapps.garbage.tests.places import key_of
from sagacity.registry.collection import api as collection


@pytest.fixture
def sea(example: None) -> str:
    key = collection.area(key_of("みなと一丁目")).pattern
    return f"/desk/garbage/patterns/{quote(key, safe=':')}/"


def test_an_edit_waits_for_a_second_person_and_then_reaches_residents(
    matsuo: StaffActor, eguchi: StaffActor, hanako: Actor, sea: str
) -> None:
    area = f"/apps/garbage/areas/{key_of('みなと一丁目')}/"
    matsuo.sends(f"{sea}rules/", kind="燃えるごみ", text="毎週火・金曜日")
    assert "きょう 12月28日(月) 燃えるごみ" in hanako.sees(area)

    page = eguchi.sees(sea)
    assert "加わる" in page
    assert "なくなる" in page
    eguchi.sends(f"{sea}approve/", from_="2026-12-28", until="2027-03-31")

    assert "きょう 12月28日(月) 収集はありません" in hanako.sees(area)
    assert "江口 誠" in eguchi.sees(sea)


def test_a_rule_with_a_typo_is_named_and_the_words_stay_in_the_field(matsuo: StaffActor, sea: str) -> None:
    answer = matsuo.sends(f"{sea}rules/", kind="燃えるごみ", text="曜34")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "「曜34」は読めません" in page
    assert "毎週火・金曜日" in page
    assert ">\n曜34</textarea>" in page


def test_a_clerk_cannot_approve_and_an_approver_cannot_edit(
    matsuo: StaffActor, eguchi: StaffActor, sea: str
) -> None:
    assert matsuo.sends(f"{sea}approve/", from_="2026-12-28").status_code == 403
    assert eguchi.sends(f"{sea}rules/", kind="燃えるごみ", text="毎週火曜日").status_code == 403


def test_a_resident_is_led_to_the_sign_in(hanako: Actor, sea: str) -> None:
    for path in ("/desk/garbage/", sea, "/desk/garbage/import/", "/desk/garbage/export.zip"):
        answer = hanako.client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/staff/sign-in/")


def test_a_day_is_cancelled_and_put_back(matsuo: StaffActor, sea: str) -> None:
    matsuo.sends(f"{sea}exceptions/", on="2027-01-07", kind="燃えるごみ", change="cancel", note="点検")
    assert "点検" in matsuo.sees(sea)

    matsuo.sends(f"{sea}exceptions/drop/", on="2027-01-07", kind="燃えるごみ")

    assert "点検" not in matsuo.sees(sea)


def test_an_exception_without_effect_is_explained(matsuo: StaffActor, sea: str) -> None:
    answer = matsuo.sends(f"{sea}exceptions/", on="2027-01-07", kind="燃えるごみ", change="add")

    assert answer.status_code == 422
    assert "もともと「燃えるごみ」の収集日です" in answer.content.decode()


def test_a_closure_lands_in_every_draft(matsuo: StaffActor, sea: str) -> None:
    matsuo.sends(
        "/desk/garbage/closures/",
        facility="みほんクリーンセンター", from_="2027-01-04", until="2027-01-08", policy="skip", note="工事",
    )  # fmt: skip

    page = matsuo.sees("/desk/garbage/")
    assert "承認を待つ 2" in page


def test_the_zip_holds_the_six_files(matsuo: StaffActor, sea: str) -> None:
    first = matsuo.opens("/desk/garbage/export.zip").content

    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert set(names) == {
        "area_days.csv", "area_master.csv", "center.csv", "description.csv", "target.csv", "remarks.csv",
        "README.txt",
    }  # fmt: skip
    assert matsuo.opens("/desk/garbage/export.zip").content == first


def test_an_upload_is_tried_first_and_taken_in_only_when_told(matsuo: StaffActor, sea: str) -> None:
    body = "地名,センター,燃えるごみ,\n山の上,工場,月 木,新\n山の下,工場,曜34,新\n"

    def upload(**more: str) -> str:
        file = SimpleUploadedFile("area_days.csv", body.encode("cp932"))
        return matsuo.sends("/desk/garbage/import/", uploads=file, closures="skip", **more).content.decode()

    tried = upload()
    assert "取り込める 1件 / 確認 0件 / 取り込めない 1件" in tried
    assert "曜34" in tried
    assert "Shift_JIS" in tried
    assert "新" not in [one.name for one in collection.patterns(on=date(2026, 12, 28))]

    upload(apply="on")

    assert "新" in matsuo.sees("/desk/garbage/")


def test_things_are_found_in_the_search_over_everything(saga: None, deliver: Deliver) -> None:
    deliver()

    (first, *_) = search.find(words="ビール瓶", kinds=("garbage_item",)).hits

    assert first.url.startswith("/apps/garbage/items/?q=")
