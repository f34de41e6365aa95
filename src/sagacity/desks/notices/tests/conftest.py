"""The invented city with its school districts, a topic, and people who write and read notices."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from pytest_django import Settings

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk as DataDesk

Deliver = Callable[..., int]


@pytest.fixture(autouse=True)
def morning(at: datetime) -> Iterator[time_machine.Traveller]:
    """Pages ask the clock: it stands at nine on a Tuesday, and a story may move it."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def example(
    db: None,
    at: datetime,
    deliver: Deliver,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The towns of the invented pack, brought in the way staff do."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.MEDIA_ROOT = tmp_path / "files"
    path = city.folder() / "districts" / "towns.csv"
    DataDesk(at=at, deliver=deliver).publishes(path, name=path.name, kind="town", edition="2026-09-01")


@pytest.fixture
def things(example: None, at: datetime, deliver: Deliver) -> None:
    """Its places and events too."""
    desk = DataDesk(at=at, deliver=deliver)
    for load in city.loads("example"):
        if load.kind in {"public_facility", "event"}:
            desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))


@pytest.fixture
def childcare(db: None, at: datetime) -> messaging.Topic:
    """A topic residents may follow."""
    topic = messaging.Topic(
        key="childcare",
        name={"ja": "子育て", "en": "Child-rearing"},
        summary={"ja": "子どもと親のこと"},
        icon="child",
        owner="子育て支援課",
        posted_by="staff",
        order=1,
        is_open=True,
    )
    return messaging.write_topic(topic=topic, by=policy.SYSTEM, at=at)


class NoticeDesk:
    """A writer and an approver at their desk, one call for each press of a button."""

    def __init__(self, writer: StaffActor, approver: StaffActor, deliver: Deliver, at: datetime) -> None:
        self.writer, self.approver, self.deliver, self.at = writer, approver, deliver, at

    def fields(self, **more: Any) -> dict[str, Any]:
        """What a writer types for a usual notice to one school district."""
        ends = (self.at + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
        return {
            "title_ja": "通学路の工事",
            "body_ja": "9月20日まで、小学校の前の道を通れません。",
            "whom": "some",
            "school_districts": ["みなと小校区"],
            "loudness": "popup",
            "channels": ["push", "mail", "line", "signage"],
            "expires_at": ends,
            **more,
        }

    def opens_form(self, path: str = "/desk/notices/new/") -> dict[str, str]:
        """The hidden fields of the editor: its key of sending, or the version it was opened with."""
        page = self.writer.opens(path).content.decode()
        return dict(re.findall(r'<input type="hidden" name="(client_key|seen)" value="([^"]*)"', page))

    def saves(self, **more: Any) -> HttpResponse:
        """Fill in a new form and save it."""
        return self.writer.sends("/desk/notices/new/", **self.opens_form(), **self.fields(**more))

    def writes(self, **more: Any) -> messaging.Notice:
        answer = self.saves(**more)
        assert answer.status_code == 200, self.errors(answer)
        return self.newest()

    def newest(self) -> messaging.Notice:
        return messaging.notices(limit=1).notices[0]

    def presses(self, notice: messaging.Notice, button: str, **fields: Any) -> messaging.Notice:
        """A button on the page of a notice; the approver's buttons are pressed by the approver."""
        who = self.approver if button in {"approve", "refuse"} else self.writer
        who.sends(f"/desk/notices/{notice.key}/{button}/", **fields)
        self.deliver()
        return messaging.notice(key=notice.key)

    def sends(self, **more: Any) -> messaging.Notice:
        """A notice written, submitted, approved where it must be, and delivered."""
        notice = self.presses(self.writes(**more), "submit")
        if notice.state == messaging.NoticeState.WAITING:
            notice = self.presses(notice, "approve")
        return notice

    @staticmethod
    def errors(answer: HttpResponse) -> list[str]:
        said = re.findall(
            r'class="sg-field__error">.*?<span>(.*?)</span>', answer.content.decode(), re.DOTALL
        )
        return [re.sub(r"<[^>]+>", "", one) for one in said]


@pytest.fixture
def desk(yoshida: StaffActor, ishii: StaffActor, deliver: Deliver, at: datetime) -> NoticeDesk:
    return NoticeDesk(yoshida, ishii, deliver, at)


@pytest.fixture
def neighbours(example: None, deliver: Deliver) -> Callable[[str], Actor]:
    """Residents, each with a phone of their own on which a town is chosen."""

    def lives_in(town: str) -> Actor:
        actor = Actor()
        actor.chooses_district(town_of(town))
        deliver()
        return actor

    return lives_in


def town_of(name: str) -> str:
    return next(one.key for one in registry.towns() if one.name == name)
