"""Who follows a district from elsewhere gets its news about a topic, and nothing else of it."""

from sagacity.messaging import api as messaging
from sagacity.messaging.testing import TownCrier


def audience(town: str, *topics: str) -> messaging.Audience:
    return messaging.Audience(districts=(town,), topics=topics)


def test_news_of_a_topic_reach_a_follower_from_elsewhere(crier: TownCrier, towns: dict[str, str]) -> None:
    here, elsewhere = sorted(towns.values())[:2]
    crier.topic("culture")
    at_home = crier.marks("at home", district=[here], topic=["culture"])
    follower = crier.marks("follower", **{"district": [elsewhere], "district.followed": [here]})
    messaging.follow(person=follower, topic="culture", language="ja", at=crier.at)

    news = crier.says("まつり", audience=audience(here, "culture"))
    crier.says("断水", audience=audience(here))

    assert crier.titles(at_home) == ["断水", "まつり"]
    assert crier.titles(follower) == ["まつり"]
    assert messaging.reach(audience=audience(here, "culture")).people == 2
    assert messaging.reach(audience=audience(here)).people == 1
    why = messaging.why(person=follower, notice=news.key)
    assert {(one.kind, one.value) for one in why} == {("district", here), ("topic", "culture")}


def test_who_begins_to_follow_a_district_finds_what_is_out(crier: TownCrier, towns: dict[str, str]) -> None:
    here, elsewhere = sorted(towns.values())[:2]
    crier.topic("culture")
    late = crier.marks("late", district=[elsewhere], topic=["culture"])
    crier.says("まつり", audience=audience(here, "culture"))
    assert crier.titles(late) == []

    crier.marks("late", **{"district.followed": [here]})

    assert crier.titles(late) == ["まつり"]
