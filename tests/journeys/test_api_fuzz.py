"""The read API under arbitrary questions, against its own OpenAPI document: no 500, no surprise."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sagacity.kit.japanese import my_number
from sagacity.registry import datasets, models
from sagacity.registry.publishing.ckan import actions
from sagacity.site.wsgi import application

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
AT = datetime(2026, 9, 15, tzinfo=UTC)
EXAMPLES = 20
AT_LEISURE = settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture
def table(db: None, settings: Settings, tmp_path: Path) -> str:
    """One published table, and the id under which the API knows it."""
    settings.MEDIA_ROOT = tmp_path
    dataset = datasets.of_kind("aed", at=AT)
    for number in range(3):
        name = f"公民館{number}"
        fields = {"ID": f"{number:010d}", "名称": name, "緯度": 33.25, "備考": "正面;裏口"}
        models.Record.objects.create(
            dataset=dataset, kind="aed", local_id=f"{number:010d}", name=name, fields=fields, hash="x",
            row=number + 2, run="urn:run", imported_at=AT, touched_in="urn:run",
        )  # fmt: skip
    dataset.current_run, dataset.records = "urn:run", 3
    dataset.save()
    shown = Client().get(f"/api/3/action/package_show?id={dataset.slug}").json()["result"]
    return str(next(one["id"] for one in shown["resources"] if one["datastore_active"]))


@pytest.fixture
def one_connection(table: str) -> Iterator[None]:
    """The server's end of a request must not close the connection whose transaction holds the test's rows.

    After `table`, because Django's own test client connects the signals anew.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("action", sorted(actions.ALL))
def test_no_question_breaks_the_api(table: str, action: str, method: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    operation = schema[f"/api/3/action/{action}"][method]

    @AT_LEISURE
    @given(case=operation.as_strategy())
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(checks=list(CHECKS), headers={"Accept-Encoding": "identity"})

    ask()


_KNOWN = ["名称", "備考", "_id", "名称 desc", "*", "0", "公民館"]
_WORDS = st.one_of(st.text(max_size=20), st.sampled_from(_KNOWN))
_VALUES = st.one_of(
    _WORDS, st.integers(), st.floats(), st.booleans(), st.none(), st.lists(_WORDS, max_size=3)
)
_ASKED = st.dictionaries(st.sampled_from(["q", "theme", "sort", "page", "bom", "x"]), st.text(max_size=30))


def test_no_question_to_a_table_breaks_it(table: str, client: Client) -> None:
    @settings(AT_LEISURE, max_examples=150)
    @given(
        said=st.fixed_dictionaries(
            {},
            optional={
                "q": st.one_of(_WORDS, st.dictionaries(_WORDS, _VALUES, max_size=2)),
                "filters": st.dictionaries(_WORDS, _VALUES, max_size=3),
                "sort": _WORDS,
                "fields": st.lists(_WORDS, max_size=3),
                "limit": st.one_of(_WORDS, st.integers()),
                "offset": st.integers(min_value=0, max_value=10**30),
                "records_format": st.sampled_from(["objects", "lists", "csv", "tsv", "x"]),
            },
        )
    )
    def ask(said: dict[str, object]) -> None:
        asked = said | {"resource_id": table}
        answer = client.post("/api/3/action/datastore_search", asked, content_type="application/json")
        if answer.status_code == 422:  # a number that could be a 個人番号 is sent back at the door
            assert my_number.stands_in(json.dumps(said)), said
            return
        assert answer.status_code in (200, 409), (said, answer.content)
        assert answer.json()["success"] is (answer.status_code == 200)

    ask()


def test_a_number_like_a_persons_own_is_sent_back_in_the_form_that_is_documented(
    table: str, client: Client
) -> None:
    number = f"12345678901{my_number.check_digit('12345678901')}"
    said = {"resource_id": table, "q": number}
    answer = client.post("/api/3/action/datastore_search", said, content_type="application/json")
    documented = client.get("/api/openapi.json").json()["paths"]["/api/3/action/datastore_search"]["post"]

    assert answer.status_code == 422
    assert answer["Content-Type"] in documented["responses"]["422"]["content"]


@pytest.mark.parametrize("path", ["catalog", "catalog.ttl", "data/opendata_list.csv", "api/openapi.json"])
def test_no_query_breaks_a_page(table: str, client: Client, path: str) -> None:
    @AT_LEISURE
    @given(
        query=st.dictionaries(
            st.sampled_from(["q", "theme", "sort", "page", "bom", "x"]), st.text(max_size=30)
        )
    )
    def ask(query: dict[str, str]) -> None:
        answer = client.get(f"/{path}", query)
        assert answer.status_code in (200, 400), (query, answer.status_code)

    ask()
