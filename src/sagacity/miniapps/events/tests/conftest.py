"""A city with events, brought in the way staff do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, Desk, as_csv

Publish = Callable[..., registry.ImportRun]


@pytest.fixture
def desk(db: None, at: datetime, deliver: Callable[..., int], settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Desk(at=at, deliver=deliver)


@pytest.fixture
def publish(desk: Desk) -> Publish:
    """Bring rows of events in and let them go public."""

    def bring(rows: Sequence[Mapping[str, str]], *, kind: str = "event") -> registry.ImportRun:
        run = desk.receives(as_csv(rows), name=f"{kind}.csv", kind=kind, edition="2026-09-01")
        if registry.rules_asked(run.key):  # a file with further events is what we mean
            registry.answer_all(key=run.key, rule="compare.vanished", choice="keep", by=KOGA, at=desk.at)
        run = desk.passes(run.key)
        assert run.applied == len(rows), registry.report(run.key, limit=5, offset=0)
        return run

    return bring


@pytest.fixture
def autumn(publish: Publish, at: datetime) -> Iterator[datetime]:
    """Six events around Tuesday 15 September 2026, nine in the morning."""
    publish(
        [
            row("朝市", "2026-09-15", 開始時刻="07:00", 終了時刻="10:00", イベント種類="催事・観光、食",
                場所名称="駅前広場", **{"料金(基本)": "無料"}),
            row("親子体操", "2026-09-19", イベント種類="スポーツ", 対象者="親子", 住所町名="城内一丁目",
                **{"料金(基本)": "500円", "名称(英字)": "Gymnastics for families"}),
            row("秋の展示", "2026-09-01", until="2026-10-31", 開始時刻="10:00", 終了時刻="17:00",
                緯度="33.2500", 経度="130.3000"),
            row("歩こう会", "2026-09-20", 状態="中止", 場所名称="川の広場"),
            row("二日まつり", "2026-10-03", until="2026-10-04", 開始時刻="09:00",
                日時備考="雨のときは中です"),
            row("昔の祭り", "2025-05-05"),
        ]
    )  # fmt: skip
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def saga(desk: Desk, monkeypatch: pytest.MonkeyPatch, at: datetime) -> Iterator[datetime]:
    """The events of the real pack, as the city published them in 2022."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    for load in city.loads("saga"):
        if load.kind == "event":
            desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))
    with time_machine.travel(at, tick=False):
        yield at


def row(name: str, on: str, *, until: str = "", **more: str) -> dict[str, str]:
    return {"NO": name.encode().hex()[:24], "名称": name, "開始日": on, "終了日": until or on, **more}


def key_of(name: str) -> str:
    return next(one.key for one in registry.find_events(limit=100)[0] if one.name == name)
