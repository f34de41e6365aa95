"""Procedures for other programs."""

import json
from pathlib import Path

import pytest
from django.test import Client

from sagacity.procedures import models
from sagacity.procedures.testing import HEAD

pytestmark = pytest.mark.django_db
ASKS = f"""{HEAD}
[[block]]
key = "b"
title = {{ja = "日"}}
[[block.question]]
key = "on"
kind = "date"
label = {{ja = "日", en = "Day"}}
"""


@pytest.fixture(autouse=True)
def _pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    (folder / "procedures").mkdir(parents=True)
    (folder / "procedures" / "parking.toml").write_text(ASKS)
    (folder / "city.toml").write_bytes((Path("cities/example/city.toml")).read_bytes())
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "here")


def check(body: object, **headers: str) -> dict[str, object]:
    answer = Client().post(
        "/api/procedures/parking/check/", json.dumps(body), content_type="application/json", headers=headers
    )
    return dict(answer.json())


def test_procedures_are_listed_and_found_by_words() -> None:
    assert [one["key"] for one in Client().get("/api/procedures/").json()["procedures"]] == ["parking"]
    assert Client().get("/api/procedures/?words=ちゅうしゃ").json()["procedures"] == []
    assert len(Client().get("/api/procedures/?words=駐車　許可").json()["procedures"]) == 1


def test_answers_are_judged_as_on_a_page_and_nothing_is_kept() -> None:
    good = check({"answers": {"on": "令和8年7月1日"}})
    bad = check({"answers": {"on": "x"}}, accept_language="en")

    assert (good["good"], good["answers"]) == (True, {"on": "2026-07-01"})
    assert bad["good"] is False
    assert "cannot be read as a date" in str(bad["faults"])
    assert models.Published.objects.count() == 0


@pytest.mark.parametrize("body", ["", "[]", "3", '{"answers": 3}', "{" * 5000])
def test_what_is_no_answer_is_refused(body: str) -> None:
    answer = Client().post("/api/procedures/parking/check/", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"] == "not_json"


def test_the_schema_is_served_and_an_unknown_procedure_is_not() -> None:
    answer = Client().get("/api/procedures/parking/schema.json")

    assert answer["Content-Type"] == "application/schema+json"
    assert answer.json()["required"] == ["on"]
    assert Client().get("/api/procedures/sailing/schema.json").status_code == 404
    assert Client().get("/api/procedures/parking/").json()["blocks"][0]["key"] == "b"
