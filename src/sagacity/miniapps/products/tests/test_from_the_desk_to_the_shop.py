"""A product is written, looked at, published, changed, withdrawn; residents find it and its shops."""

import csv
import io
import json

import pytest

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.search import api as search
from sagacity.kit.ui.missing import missing_strings
from sagacity.miniapps.products import looks, pack, products
from sagacity.miniapps.products.tests.conftest import product
from sagacity.miniapps.products.types import Content, Product

DESK = "/desk/products/"


def only() -> Product:
    (one,) = products.everything().products
    return one


def does(staff: StaffActor, what: str, **more: str) -> int:
    """One step at the desk; gives the answer's status."""
    return staff.sends(f"{DESK}{only().key}/step/", what=what, **more).status_code


def rewrites(staff: StaffActor, **more: object) -> str:
    fields = product(**{"number": only().number, **more})
    return staff.sends(f"{DESK}{only().key}/write/", **fields).content.decode()


def test_a_city_without_products_says_how_they_come(hanako: Actor, yuki: StaffActor) -> None:
    assert "特産品は、まだ公開されていません。" in hanako.sees("/apps/products/")
    assert "最初の1つを書いてください" in yuki.sees(DESK)


def test_a_draft_is_nobodys_until_it_is_published_and_then_everybodys(
    yuki: StaffActor, hanako: Actor
) -> None:
    yuki.sends(f"{DESK}write/", **product())
    yuki.sends(f"{DESK}write/", **product())
    key = only().key
    assert hanako.opens(f"/apps/products/{key}/").status_code == 404
    assert search.find(words="うみ茶").total == 0

    does(yuki, "publish")
    does(yuki, "publish")

    page = hanako.sees(f"/apps/products/{key}/")
    assert "海のそばで育てたお茶です。" in page
    assert "5月" in page
    assert search.find(words="うみ茶").hits[0].url == f"/apps/products/{key}/"
    assert [line.action for line in audit.about(thing=key)] == ["product.published", "product.written"]


def test_a_second_look_needs_a_second_person(yuki: StaffActor, tanaka: StaffActor) -> None:
    yuki.sends(f"{DESK}write/", **product())
    does(yuki, "submit")

    does(yuki, "publish")
    assert only().live is None
    assert does(tanaka, "refuse", why="") == 422
    does(tanaka, "refuse", why="産地を書いてください。")
    assert "産地を書いてください。" in yuki.sees(f"{DESK}{only().key}/")

    rewrites(yuki, body_ja="しま地区のお茶です。")
    does(yuki, "submit")
    does(tanaka, "publish")
    live = only().live
    assert live is not None
    assert live.body["ja"] == "しま地区のお茶です。"


def test_a_change_stays_hidden_and_an_earlier_text_comes_back(yuki: StaffActor, hanako: Actor) -> None:
    yuki.sends(f"{DESK}write/", **product())
    does(yuki, "publish")
    rewrites(yuki, body_ja="まちがった文です。")
    page = f"/apps/products/{only().key}/"
    assert "海のそばで育てたお茶です。" in hanako.sees(page)

    does(yuki, "publish")
    assert "まちがった文です。" in hanako.sees(page)
    first = products.history(only().key)[-1]
    yuki.sends(f"{DESK}{only().key}/history/{first.number}/")
    does(yuki, "publish")

    assert "海のそばで育てたお茶です。" in hanako.sees(page)
    assert [step.what for step in products.history(only().key)] == [
        "published", "written", "published", "written", "published", "written",
    ]  # fmt: skip


def test_two_clerks_do_not_overwrite_each_other(yuki: StaffActor, tanaka: StaffActor) -> None:
    yuki.sends(f"{DESK}write/", **product())
    number = only().number
    rewrites(tanaka, body_ja="田中の文")

    page = rewrites(yuki, number=number, body_ja="結城の文")

    assert "ほかの人が先に保存しました。" in page
    assert "結城の文" in page
    assert only().shown.body["ja"] == "田中の文"


def test_withdrawn_it_is_gone_for_residents_and_kept_for_the_desk(yuki: StaffActor, hanako: Actor) -> None:
    yuki.sends(f"{DESK}write/", **product())
    does(yuki, "publish")
    assert does(yuki, "withdraw", why="") == 422
    does(yuki, "withdraw", why="つくる人がやめました。")

    assert hanako.opens(f"/apps/products/{only().key}/").status_code == 404
    assert search.find(words="うみ茶").total == 0
    assert "つくる人がやめました。" in yuki.sees(f"{DESK}{only().key}/")
    does(yuki, "discard")
    assert products.everything().total == 0


def test_only_clerks_of_products_change_them(yuki: StaffActor, koga: StaffActor) -> None:
    yuki.sends(f"{DESK}write/", **product())

    assert koga.opens(f"{DESK}write/").status_code == 403
    assert does(koga, "publish") == 403
    assert "公開する" not in koga.sees(f"{DESK}{only().key}/")


def test_shops_are_places_of_the_map(yuki: StaffActor, hanako: Actor, places: dict[str, str]) -> None:
    harbour = places["しま港待合所"]
    bad = yuki.sends(f"{DESK}write/", **product(shops="https://mihon.example/apps/places/none/"))
    assert bad.status_code == 422
    assert "この場所は見つかりません" in bad.content.decode()

    yuki.sends(f"{DESK}write/", **product(shops=f"https://mihon.example/apps/places/{harbour}/"))
    does(yuki, "publish")

    page = f"/apps/products/{only().key}/"
    assert "しま港待合所" in hanako.sees(page)
    answer = hanako.opens(f"{page}features.json", bbox="32,141,33,143", zoom="13")
    (mark,) = json.loads(answer.content)["features"]
    assert (mark["properties"]["name"], mark["properties"]["url"]) == (
        "しま港待合所",
        f"/apps/places/{harbour}/",
    )
    away = hanako.opens(f"{page}features.json", bbox="30,130,31,131", zoom="13")
    assert json.loads(away.content)["features"] == []


def test_season_district_kind_and_words_narrow_the_list(two: None, hanako: Actor) -> None:
    def names(**asked: object) -> set[str]:
        page = hanako.sees("/apps/products/", **asked)
        return {name for name in ("みほんみかん", "みなとのり") if name in page}

    assert names() == {"みほんみかん", "みなとのり"}
    assert names(month=3) == {"みなとのり"}
    assert names(month=6) == set()
    assert names(group="やま町") == {"みほんみかん"}
    assert names(kind="sea") == {"みなとのり"}
    assert names(q="ミカン") == {"みほんみかん"}
    assert names(month=99) == {"みほんみかん", "みなとのり"}


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((11, 12, 1), "11月～1月"),
        ((12, 1, 2, 3), "12月～3月"),
        ((5,), "5月"),
        ((4, 5, 9), "4月～5月、9月"),
        ((), "一年中"),
        (tuple(range(1, 13)), "一年中"),
    ],
)
def test_a_season_over_new_year_is_one_span(months: tuple[int, ...], words: str) -> None:
    assert looks.season(Content(name={"ja": "x"}, body={}, kind="farm", months=months)) == words


def test_the_pack_is_read_once_and_invents_nothing_for_others(two: None) -> None:
    again = pack.load(city.folder() / "products.toml", by=policy.SYSTEM, at=clock.now())

    assert again == 0
    assert [one.shown.shops != () for one in products.published().products] == [True, True]
    assert not (city.packs_folder() / "saga" / "products.toml").exists()


def test_a_reader_of_english_reads_english(two: None) -> None:
    reader = Actor(language="en")

    assert "Mihon mandarins" in reader.sees("/apps/products/")
    (mikan, _nori) = sorted(products.published().products, key=lambda one: one.shown.kind)
    page = reader.sees(f"/apps/products/{mikan.key}/")
    assert "Thin-skinned mandarins" in page
    assert "written in Japanese" not in page


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula(yuki: StaffActor, hanako: Actor) -> None:
    yuki.sends(f"{DESK}write/", **product(body_ja="=1+1 のお茶"))
    does(yuki, "publish")

    answer = hanako.opens("/apps/products/products.csv").content
    assert answer.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.decode("utf-8-sig")))
    assert (row["名前"], row["説明"], row["旬の月"]) == ("うみ茶", "'=1+1 のお茶", "5")


def test_no_text_lacks_a_language() -> None:
    staff = ("desk*.py", "forms.py", "templates/products/desk_*.html")
    assert missing_strings(package="sagacity.miniapps.products", staff_files=staff) == []
