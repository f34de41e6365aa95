from collections.abc import Callable
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import APPROVER, WRITER, TownCrier, device

LANGUAGES = {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
TOPICS, SAMPLES = "topics.toml", "notices/samples.toml"
CHILD = '[[topic]]\nkey = "kosodate"\nname = {ja = "子育て"}\n'


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """A pack with topics and samples."""

    def make(topics: str = "", samples: str = "") -> Path:
        pack = tmp_path / "example"
        (pack / "notices").mkdir(parents=True, exist_ok=True)
        for name, text in (("topics.toml", topics), ("notices/samples.toml", samples)):
            if text:
                (pack / name).write_text(text, encoding="utf-8")
        return pack

    return make


@pytest.mark.parametrize("key", ["saga", "example"])
def test_every_topic_and_sample_of_the_packs_is_said_in_six_languages(crier: TownCrier, key: str) -> None:
    folder = city.folder(key)

    assert list(messaging.look_at_pack(folder)) == []
    assert messaging.load_topics(folder / TOPICS, by=WRITER, at=crier.at) >= 7
    assert all(set(one.name) == LANGUAGES for one in messaging.topics())
    assert {one.posted_by for one in messaging.topics()} == {"staff", "neighbours"}


def test_a_second_start_leaves_what_staff_changed(crier: TownCrier, pack: Callable[..., Path]) -> None:
    messaging.load_topics(pack(topics=CHILD) / TOPICS, by=WRITER, at=crier.at)
    crier.topic("kosodate", name={"ja": "子どもと家庭"}, is_open=False)

    assert messaging.load_topics(pack(topics=CHILD) / TOPICS, by=WRITER, at=crier.at) == 0

    (topic,) = messaging.topics(open_only=False)
    assert (topic.name["ja"], topic.is_open) == ("子どもと家庭", False)


def test_the_samples_of_the_example_reach_whom_they_are_for(crier: TownCrier, towns: dict[str, str]) -> None:
    folder = city.folder("example")
    messaging.load_topics(folder / TOPICS, by=WRITER, at=crier.at)
    minato = crier.marks("minato", district=[towns["みなと一丁目"]])
    yama = crier.marks("yama", district=[towns["やま町大字うえ"]])

    first = messaging.load_samples(folder / SAMPLES, by=WRITER, approver=APPROVER, at=crier.at)
    again = messaging.load_samples(folder / SAMPLES, by=WRITER, approver=APPROVER, at=crier.at)
    crier.deliver()

    assert (first, again) == (4, 0)
    assert crier.titles(minato) == ["みなと小校区で断水します（見本）", "Sagacity のお知らせの見本です"]
    assert crier.titles(yama) == ["Sagacity のお知らせの見本です"]
    assert crier.titles(device("nobody")) == []


def test_the_one_sample_of_a_real_city_says_that_it_is_none_of_its_notices(crier: TownCrier) -> None:
    folder = city.folder("saga")
    messaging.load_topics(folder / TOPICS, by=WRITER, at=crier.at)

    assert messaging.load_samples(folder / SAMPLES, by=WRITER, approver=APPROVER, at=crier.at) == 1

    (sample,) = messaging.archive(at=crier.at).notices
    assert "これは、市のお知らせではありません。" in sample.body_in("ja")
    assert (sample.content.expires_at - crier.at).days == 30


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "lack_topics"),
        ({"topics": "[[topic"}, "notices_broken"),
        ({"topics": '[[topic]]\nkey = "子育て"\nname = {ja = "子育て"}'}, "notices_broken"),
        ({"topics": '[[topic]]\nkey = "a"\nname = {en = "A"}'}, "notices_broken"),
        ({"topics": CHILD + 'posted_by = "anybody"'}, "notices_broken"),
        ({"topics": CHILD, "samples": '[[notice]]\nkey = "x"\ndays = 3'}, "notices_broken"),
        ({"topics": CHILD}, "notices_language"),
    ],
)
def test_check_city_says_what_is_wrong_with_the_folder(
    pack: Callable[..., Path], files: dict[str, str], code: str
) -> None:
    findings = list(messaging.look_at_pack(pack(**files)))

    assert {one.code for one in findings} == {code}
    assert all(len(part) > 8 for one in findings for part in (one.what, one.why, one.next))


def test_nothing_of_a_broken_file_is_loaded(crier: TownCrier, pack: Callable[..., Path]) -> None:
    with pytest.raises(messaging.BrokenNoticesPack):
        messaging.load_topics(pack(topics=CHILD + '[[topic]]\nkey = "b"') / TOPICS, by=WRITER, at=crier.at)

    assert messaging.topics() == []
