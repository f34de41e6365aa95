import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from sagacity.kit import clock, providers
from sagacity.kit.jobs import workers
from sagacity.kit.scheduler import slots
from sagacity.site.health import checks


@pytest.fixture
def everyone_at_work(db: None) -> Iterator[None]:
    slots.look_at_the_watch(at=clock.now())
    with workers.at_work():
        yield


@pytest.mark.usefixtures("everyone_at_work")
def test_a_house_with_all_processes_is_well(client: Client) -> None:
    answer = client.get("/healthz")

    said = json.loads(answer.content)
    assert answer.status_code == 200, said
    assert said["status"] == "well"
    assert said["outbox_backlog"] == 0
    assert {"database", "worker", "scheduler", "outbox"} <= {check["name"] for check in said["checks"]}


@pytest.mark.django_db
def test_what_is_missing_is_named(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert {"worker", "scheduler"} <= set(json.loads(answer.content)["unwell"])


@pytest.mark.usefixtures("everyone_at_work")
def test_a_provider_that_fails_is_named_and_its_secret_stays_here(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over() -> providers.Check:
        raise ConnectionError("smtp://clerk:geheim@mail.example.jp refused")

    monkeypatch.setattr(providers, "_checks", {**providers._checks, "mail": fall_over})

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert json.loads(answer.content)["unwell"] == ["mail"]
    assert b"geheim" not in answer.content


ASK = """
import django
django.setup()
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/healthz")
print(answer.status_code, answer.content.decode())
"""


@pytest.mark.slow
def test_an_answer_comes_even_when_the_database_is_away(tmp_path: Path) -> None:
    away = {
        **os.environ,
        "SAGACITY_DATA_DIR": str(tmp_path),
        "SAGACITY_DATABASE_URL": "postgresql://city:geheim@127.0.0.1:1/city",
    }

    done = subprocess.run([sys.executable, "-c", ASK], env=away, capture_output=True, text=True, check=True)

    status, _, body = done.stdout.splitlines()[-1].partition(" ")
    assert status == "503"
    assert json.loads(body)["unwell"] == ["database"]
    assert json.loads(body)["outbox_backlog"] is None
    assert "geheim" not in done.stdout + done.stderr


@pytest.mark.django_db
def test_the_tables_of_this_edition_are_there() -> None:
    assert checks.database().ok
