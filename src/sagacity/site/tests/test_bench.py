import json
from collections.abc import Iterator

import pytest

from sagacity.site import bench
from sagacity.site.bench import Figure, growth_loads, pages, sample
from sagacity.site.commands import bench as command


def _fast_and_slow() -> Iterator[Figure]:
    yield Figure("made.fast_ms", 4.0, "ms", "a figure that is met", goal=5)
    yield Figure("made.slow_ms", 6.0, "ms", "a figure that is missed", goal=5)


def test_every_bench_says_what_it_measures() -> None:
    assert {"import", "home", "search", "start", "map"} <= set(bench.names())
    assert [name for name in bench.names() if len(bench.sentence(name)) < 20] == []


def test_json_is_one_object_per_line_that_names_the_machine() -> None:
    figure = next(_fast_and_slow())

    line = json.loads(command.as_json(figure))

    assert list(line) == ["figure", "value", "unit", "setting"]
    assert (line["figure"], line["value"], line["unit"]) == ("made.fast_ms", 4.0, "ms")
    assert "cores" in line["setting"]
    assert "SQLite" in line["setting"] or "PostgreSQL" in line["setting"]
    assert "./sagacity bench made" in line["setting"]


def test_a_missed_goal_shows_in_the_table() -> None:
    met, missed = (command.as_line(figure) for figure in _fast_and_slow())

    assert "≤ 5 ok" in met
    assert "≤ 5 MISSED" in missed


def test_an_unknown_bench_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["warp"]) == 64
    assert "home" in capsys.readouterr().err


def test_the_measured_file_is_the_same_each_time_and_partly_damaged() -> None:
    first, second = (list(sample.aed_rows(120)) for _ in range(2))

    assert first == second
    assert len({row["ID"] for row in first}) == 120
    assert sum(row["開始時間"] == "９時００分" for row in first) == 3


def test_a_first_load_counts_what_the_page_needs_and_nothing_else() -> None:
    body = b"""<link rel="stylesheet" href="/static/ui/a.css"><link rel=icon href=/static/i.png>
        <script src="/static/ui/b.js" defer></script><a href="/static/c.js">c</a>"""

    assert pages.Page("200 OK", {}, body).assets == ["/static/ui/a.css", "/static/ui/b.js"]


def test_growth_is_measured_on_sizes_that_are_named_and_only_when_it_is_named_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "broker-growth" in bench.names()
    assert set(bench.names()) >= bench.LONG

    with pytest.raises(SystemExit):
        command.run(["home", "--entities", "10"])
    assert "broker-growth alone" in capsys.readouterr().err


def test_growth_is_refused_where_the_disk_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGACITY_TEST_DATABASE_URL", raising=False)

    with pytest.raises(bench.TooLittleRoom, match="take smaller --entities and --points"):
        next(bench.measure("broker-growth", entities=10**15, points=10**15))


def test_the_requests_of_growth_are_the_same_each_time() -> None:
    gauges = growth_loads.Gauges(first=0, stop=3, every=1)
    for load in (*growth_loads.of_entities(1_000).values(), *growth_loads.of_points(gauges).values()):
        assert list(load(20)) == list(load(20))
