import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit.ui import chart_axis, charts

FIGURES = st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 2))


@given(st.lists(FIGURES, min_size=1, max_size=12))
def test_the_axis_holds_every_value_and_zero(values: list[float]) -> None:
    scale = chart_axis.scale(values)

    assert all(0 <= scale.share(value) <= 1 for value in [*values, 0.0])
    assert 0 in scale.ticks
    assert len(scale.ticks) <= 8


def test_the_table_says_what_the_bars_show() -> None:
    chart = charts.bar(
        title="収集量", labels=["4月", "5月"], series=[charts.Series("紙", [12500, None])], unit="kg"
    )
    root = ElementTree.fromstring(chart)

    assert [cell.text for cell in root.iter("td") if cell.text] == ["12,500", "－"]
    assert len(root.findall("svg/rect")) == 1  # what is not known has no bar


def test_bars_are_as_high_as_their_values() -> None:
    chart = charts.bar(title="数", labels=["a", "b"], series=[charts.Series("x", [100, 50])])
    heights = [float(rect.attrib["height"]) for rect in ElementTree.fromstring(chart).findall("svg/rect")]

    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)


def test_parts_of_a_stacked_bar_stand_on_each_other() -> None:
    series = [charts.Series("x", [30]), charts.Series("y", [10])]
    drawn = ElementTree.fromstring(charts.stacked_bar(title="数", labels=["a"], series=series))
    lower, upper = drawn.findall("svg/rect")

    assert float(upper.attrib["y"]) + float(upper.attrib["height"]) == pytest.approx(
        float(lower.attrib["y"]), abs=0.2
    )


def test_a_gap_in_the_figures_is_a_gap_in_the_line() -> None:
    series = [charts.Series("x", [1, 2, None, 3, 4])]
    drawn = charts.line(title="数", labels=list("abcde"), series=series)

    assert drawn.count("<polyline") == 2


def test_names_from_outside_cannot_become_markup() -> None:
    drawn = charts.bar(title="<b>", labels=["<i>"], series=[charts.Series("<script>", [1])])

    assert not re.search(r"<(b|i|script)>", drawn)


def test_what_cannot_be_drawn_honestly_is_refused() -> None:
    with pytest.raises(charts.ChartDoesNotFit, match="2 values for 1 labels"):
        charts.bar(title="", labels=["a"], series=[charts.Series("x", [1, 2])])
    with pytest.raises(charts.ChartDoesNotFit, match="negative"):
        charts.stacked_bar(title="", labels=["a"], series=[charts.Series("x", [-1])])
    with pytest.raises(charts.ChartDoesNotFit, match="told apart"):
        charts.bar(title="", labels=["a"], series=[charts.Series("x", [1])] * 7)


def test_a_limit_is_a_line_without_dots() -> None:
    limit = charts.Series("注意", [3, 3, 3], has_dots=False)
    chart = charts.line(title="水位", labels=["1", "2", "3"], series=[charts.Series("川", [1, 2, 4]), limit])
    root = ElementTree.fromstring(chart)

    assert len(root.findall(".//polyline")) == 2
    assert {dot.get("class") for dot in root.findall(".//circle")} == {"sg-c0"}
