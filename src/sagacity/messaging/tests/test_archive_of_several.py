"""The archive for somebody who reads several districts and topics; a writer's own notices."""

from typing import Any

import pytest

from sagacity.messaging import api as messaging


@pytest.fixture
def mihon(towns: dict[str, str]) -> dict[str, str]:
    """Three towns of the invented city."""
    return dict(zip(("みなと", "うえ", "した"), sorted(towns.values()), strict=False))


@pytest.fixture
def said(crier: Any, mihon: dict[str, str]) -> Any:
    """Three topics, said to one district each and one to all."""
    for key in ("culture", "roads", "health"):
        crier.topic(key)
    for title, topic, names in (
        ("まつり", "culture", ["みなと"]),
        ("工事", "roads", ["うえ"]),
        ("健診", "health", ["した"]),
        ("市の文化祭", "culture", []),
    ):
        audience = messaging.Audience(topics=(topic,), districts=tuple(mihon[name] for name in names))
        crier.says(title, topic=topic, audience=audience)
    return crier


def read(at: Any, **asked: Any) -> set[str]:
    page = messaging.archive(at=at, **asked)
    assert page.total == len(page.notices)
    return {one.title_in("ja") for one in page.notices}


def test_any_of_several_districts_and_any_of_several_topics(said: Any, mihon: dict[str, str]) -> None:
    here = [mihon["みなと"], mihon["うえ"]]

    assert read(said.at, districts=here) == {"まつり", "工事", "市の文化祭"}
    assert read(said.at, topics=["culture", "roads"]) == {"まつり", "工事", "市の文化祭"}
    assert read(said.at, topics=["roads", "health"], districts=here) == {"工事"}
    assert len(read(said.at)) == 4


def test_a_writer_finds_their_own(said: Any) -> None:
    mine = messaging.notices(limit=1).notices[0].written_by

    assert messaging.notices(written_by=mine).total == 4
    assert messaging.notices(written_by="urn:ngsi-ld:Device:other").total == 0
