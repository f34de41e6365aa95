"""The read API, asked as existing CKAN clients ask."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sagacity.registry import models
from sagacity.registry.publishing.tests.conftest import Publish, aed

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client) -> Ask:
    """What ckanapi does: POST JSON, look at success, give the result."""

    def ask(action: str, **said: Any) -> Any:
        answer = client.post(f"/api/3/action/{action}", said, content_type="application/json")
        body = answer.json()
        assert set(body) == {"help", "success", "result"}, body
        assert answer.status_code == 200
        return body["result"]

    return ask


@pytest.fixture
def aeds(publish: Publish) -> models.DataSet:
    rows = [
        aed(1, "市役所", 備考="正面玄関", 標高=4.5),
        aed(2, "図書館", 備考="二階", 標高=30),
        aed(3, "南公民館", 標高=4),
        aed(4, "北公民館"),
    ]
    return publish("aed", rows, licence="CC-BY-4.0")


@pytest.fixture
def table(ask: Ask, aeds: models.DataSet) -> str:
    """The id of the table of AEDs."""
    resources = ask("package_show", id=aeds.slug)["resources"]
    return str(next(one["id"] for one in resources if one["datastore_active"]))


def _refused(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(f"/api/3/action/{path}")
    assert answer.json()["success"] is False
    return answer.status_code, answer.json()["error"]["__type"]


def test_packages_are_listed_and_shown_by_name_and_id(ask: Ask, aeds: models.DataSet) -> None:
    shown = ask("package_show", id=aeds.slug)

    assert ask("package_list") == [aeds.slug]
    assert ask("package_show", id=shown["id"]) == shown
    assert {one["format"] for one in shown["resources"]} == {"CSV", "XLSX", "GeoJSON", "JSON"}
    assert [one["datastore_active"] for one in shown["resources"]].count(True) == 1
    assert shown["license_url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_addresses_of_resources_lead_to_files(client: Client, ask: Ask, aeds: models.DataSet) -> None:
    for resource in ask("package_show", id=aeds.slug)["resources"]:
        answer = client.get("/" + resource["url"].split("/", 3)[3])
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(resource["mimetype"])
        assert not answer.getvalue().startswith(b"\xef\xbb\xbf")
        assert ask("resource_show", id=resource["id"])["url"] == resource["url"]


def test_get_and_post_give_the_same(client: Client, ask: Ask, table: str) -> None:
    asked = {"filters": json.dumps({"名称": "図書館"}), "resource_id": table}

    by_get = client.get("/api/3/action/datastore_search", asked).json()["result"]

    assert (
        by_get["records"] == ask("datastore_search", resource_id=table, filters={"名称": "図書館"})["records"]
    )
    assert by_get["total"] == 1


def test_packages_are_searched_by_words_filters_and_facets(
    ask: Ask, aeds: models.DataSet, publish: Publish
) -> None:
    publish("toilet", [aed(1, "駅前")])

    assert ask("package_search")["count"] == 2
    assert ask("package_search", q="*:*", rows=0)["results"] == []
    assert [one["name"] for one in ask("package_search", q="ＡＥＤ")["results"]] == [aeds.slug]
    filtered = ask("package_search", fq="tags:aed AND -res_format:iCalendar")
    assert [one["name"] for one in filtered["results"]] == [aeds.slug]
    assert ask("package_search", fq='-tags:"aed"')["count"] == 1
    assert ask("package_search", q="tags:(aed OR toilet)")["count"] == 2
    assert ask("package_search", sort="name desc", rows=1, start=1)["results"][0]["name"] == aeds.slug
    facets = ask("package_search", **{"facet.field": ["res_format"]})["search_facets"]
    assert {one["name"]: one["count"] for one in facets["res_format"]["items"]}["CSV"] == 2


def test_rows_are_filtered_sorted_and_paged(ask: Ask, table: str) -> None:
    def names(**said: Any) -> list[str]:
        return [one["名称"] for one in ask("datastore_search", resource_id=table, **said)["records"]]

    assert names(filters={"名称": ["図書館", "市役所"]}) == ["市役所", "図書館"]
    assert names(filters={"標高": 4.5}) == ["市役所"]
    assert names(filters={"標高": "30"}) == ["図書館"]
    assert names(filters={"ID": "0000000002"}) == ["図書館"]
    assert names(q="公民館") == ["南公民館", "北公民館"]
    assert names(q={"備考": "二階"}) == ["図書館"]
    assert names(sort="標高 desc")[:3] == ["図書館", "市役所", "南公民館"]
    assert names(sort="標高", limit=2, offset=1) == ["市役所", "図書館"]


def test_only_the_wanted_columns_come_in_the_wanted_form(ask: Ask, table: str) -> None:
    def asked(form: str) -> Any:
        said = {"resource_id": table, "fields": ["名称", "緯度"], "limit": 1, "records_format": form}
        return ask("datastore_search", **said)

    assert asked("objects")["records"] == [{"名称": "市役所", "緯度": 33.251}]
    assert asked("lists")["records"] == [["市役所", 33.251]]
    assert asked("csv")["records"] == "市役所,33.251\n"
    assert asked("objects")["fields"] == [{"id": "名称", "type": "text"}, {"id": "緯度", "type": "numeric"}]
    assert asked("objects")["total"] == 4


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("package_show", 409, "Validation Error"),
        ("package_show?id=nothing", 404, "Not Found Error"),
        ("datastore_search?resource_id=nothing", 404, "Not Found Error"),
        ("datastore_search?limit=-1", 409, "Validation Error"),
        ("package_search?fq=nonsense:x", 409, "Validation Error"),
        ("package_search?sort=nonsense", 409, "Validation Error"),
        ("no_such_action", 404, "Not Found Error"),
        ("package_show?id=%00", 409, "Validation Error"),
    ],
)
def test_what_is_not_understood_is_refused_in_the_words_of_ckan(
    client: Client, aeds: models.DataSet, path: str, status: int, kind: str
) -> None:
    assert _refused(client, path) == (status, kind)


def test_columns_that_are_not_there_are_named(client: Client, table: str) -> None:
    for asked in ("sort=色", 'filters={"色":"赤"}', "fields=色", 'q={"色":"赤"}'):
        answer = client.get(f"/api/3/action/datastore_search?resource_id={table}&{asked}")
        assert answer.status_code == 409, asked


def test_a_body_that_is_no_object_is_refused(client: Client, db: None) -> None:
    for body in ("[1]", "{", "nul", '"x"', "[" * 5000):
        answer = client.post("/api/3/action/package_list", body, content_type="application/json")
        assert answer.status_code == 400


def test_a_longer_catalogue_needs_no_more_questions(
    client: Client, publish: Publish, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in ("aed", "toilet", "wifi", "clinic", "sight", "care"):
        publish(kind, [aed(1, "市役所")])

    with django_assert_max_num_queries(6):
        assert client.get("/api/3/action/package_search").json()["result"]["count"] == 6


def test_other_sites_may_ask(client: Client, aeds: models.DataSet) -> None:
    assert client.get("/api/3/action/package_list")["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/api/3/action/package_list")
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")


def test_the_small_actions_answer(ask: Ask, aeds: models.DataSet) -> None:
    city = ask("organization_list")[0]

    assert ask("organization_show", id=city)["package_count"] == 1
    assert ask("organization_list", all_fields=True)[0]["name"] == city
    assert "aed" in ask("tag_list")
    assert ask("site_read") is True
    assert ask("status_show")["extensions"] == ["datastore"]
