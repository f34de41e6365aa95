"""The pages: the catalogue, one data set, one record, and the door for saying that it is wrong."""

import csv
import io
import re
from pathlib import Path

import polib
import pytest
from django.test import Client

from sagacity.registry import facts, models
from sagacity.registry import kinds as kinds_of
from sagacity.registry.publishing.tests.conftest import Publish, aed


@pytest.fixture
def aeds(publish: Publish) -> models.DataSet:
    row = aed(1, "市役所", 備考="正面", _statuses={"ID": "repaired"})
    return publish("aed", [row, aed(2, "図書館")], licence="CC-BY-4.0", attribution="出典: 見本市")


@pytest.fixture
def key(aeds: models.DataSet) -> str:
    row = models.Record.objects.select_related("dataset").filter(dataset=aeds).first()
    assert row is not None
    return facts.record_key(row)


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_catalogue_is_searched_filtered_and_sorted(
    client: Client, aeds: models.DataSet, publish: Publish
) -> None:
    toilets = publish("toilet", [aed(1, "駅前"), aed(2, "駅裏"), aed(3, "港")])

    everything = _page(client, "/catalog?sort=records")

    assert everything.index(f"/dataset/{toilets.slug}") < everything.index(f"/dataset/{aeds.slug}")
    assert f"/dataset/{toilets.slug}" not in _page(client, "/catalog?theme=safety")
    assert f"/dataset/{aeds.slug}" not in _page(client, "/catalog?q=トイレ")
    assert "見つかりませんでした" in _page(client, "/catalog?q=うちゅうせん")
    assert client.get("/catalog?page=999&sort=x&theme=%00").status_code == 200


def test_an_empty_catalogue_says_so(client: Client, db: None) -> None:
    assert "まだデータがありません" in _page(client, "/catalog")


def test_a_data_set_shows_terms_columns_files_and_rows(client: Client, aeds: models.DataSet) -> None:
    page = _page(client, f"/dataset/{aeds.slug}")

    for words in (
        "出典: 見本市",
        "https://creativecommons.org/licenses/by/4.0/",
        "AED設置箇所一覧",
        "図書館",
    ):
        assert words in page
    for extension in ("csv", "xlsx", "geojson", "json"):
        assert f"/data/{aeds.slug}.{extension}" in page


def test_the_list_of_open_data_has_the_columns_of_the_standard(client: Client, aeds: models.DataSet) -> None:
    body = client.get("/data/opendata_list.csv").content
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))

    assert body.startswith(b"\xef\xbb\xbf")
    assert list(rows[0]) == list(kinds_of.get("opendata_list").editions[0].headings)
    assert (rows[0]["ライセンス"], rows[0]["分類"]) == ("CC-BY-4.0", "防災")
    assert rows[0]["URL"].endswith(f"/dataset/{aeds.slug}")
    assert not client.get("/data/opendata_list.csv?bom=0").content.startswith(b"\xef\xbb\xbf")


def test_a_record_says_which_file_and_line_it_comes_from(
    client: Client, aeds: models.DataSet, key: str
) -> None:
    page = _page(client, f"/record/{key}")

    assert "「aed.csv」の2行目" in page
    assert "直した値" in page
    assert "書いてない項目" in page
    assert "はじめて公開" in page
    assert "古賀" not in page


def test_a_place_shows_what_every_data_set_says_of_it(client: Client, aeds: models.DataSet) -> None:
    place = models.Place.objects.get(name="図書館")

    assert "「aed.csv」の3行目" in _page(client, f"/record/{place.key}")


def test_anybody_may_say_that_something_is_wrong(client: Client, key: str) -> None:
    form = _page(client, f"/record/{key}/wrong")
    answer = client.post(
        f"/record/{key}/wrong", {"column": "備考", "says": " 裏口です ", "reason": "見た"}, follow=True
    )

    said = models.Correction.objects.get()
    assert "csrfmiddlewaretoken" in form
    assert "ありがとうございます" in answer.content.decode()
    assert (said.column, said.says, said.reason, said.state) == ("備考", "裏口です", "見た", "open")


def test_nothing_too_much_and_unknown_columns_are_explained(client: Client, key: str) -> None:
    for said in ({"says": "  "}, {"says": "あ" * 1001}, {"says": "x", "column": "色"}):
        answer = client.post(f"/record/{key}/wrong", said)
        assert answer.status_code == 422
        assert "入力を確かめてください" in answer.content.decode()
    assert not models.Correction.objects.exists()


def test_machines_that_fill_in_everything_are_thanked_and_forgotten(client: Client, key: str) -> None:
    answer = client.post(f"/record/{key}/wrong", {"says": "buy", "website": "http://spam.example"})

    assert answer.status_code == 302
    assert not models.Correction.objects.exists()


def test_what_is_not_public_has_no_page(client: Client, aeds: models.DataSet, key: str) -> None:
    models.DataSet.objects.update(public=False)

    for path in (f"/record/{key}", f"/record/{key}/wrong", "/record/urn:ngsi-ld:Place:none", "/record/x"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_pages_speak_every_language(client: Client, aeds: models.DataSet, key: str, language: str) -> None:
    client.cookies["sagacity_language"] = language

    for path in ("/catalog", f"/dataset/{aeds.slug}", f"/record/{key}", f"/record/{key}/wrong"):
        page = _page(client, path)
        assert "プログラムから使う" not in page
        assert "この情報は違います</" not in page


def test_every_text_of_these_pages_is_in_every_language() -> None:
    """A message nobody translated would stand in Japanese on a Vietnamese page."""
    registry = Path(__file__).parents[2]
    files = [*registry.glob("templates/registry/*.html"), *registry.glob("views/*.py")]
    files += [path for path in registry.glob("publishing/**/*.py") if "tests" not in path.parts]
    texts = {text for path in files for text in _texts(path.read_text("utf-8"))}

    assert len(texts) > 100
    for language in ("ja_Easy", "en", "zh_Hans", "ko", "vi"):
        catalogue = polib.pofile(str(registry / f"locale/{language}/LC_MESSAGES/django.po"))
        said = {entry.msgid: entry.msgstr for entry in catalogue}
        assert texts - {text for text, translated in said.items() if translated} == set()
        for text, translated in said.items():
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", translated))


def _texts(source: str) -> list[str]:
    found = [one[1] for one in re.findall(r"\{% translate (['\"])(.*?)\1", source)]
    found += re.findall(r"\b_\(\s*\"(.*?)\"\s*\)", source)
    for text in re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", source):
        found.append(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", text.replace("%", "%%")))
    return found
