import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit import lottery

SEED = "5d" * 32
NUMBERS = [f"{number:04}" for number in range(1, 501)]


def test_five_hundred_entrants_are_drawn_again_by_a_few_lines_of_shell() -> None:
    drawn = lottery.draw(seed=SEED, numbers=NUMBERS)
    lines = """while read -r n; do
        printf '%s %s\\n' "$(printf '%s%s' "$SEED" "$n" | sha256sum | cut -d' ' -f1)" "$n"
    done | sort | cut -d' ' -f2"""

    outside = subprocess.run(
        ["/bin/sh", "-c", lines],
        input=lottery.listed(numbers=drawn.numbers),
        env={"SEED": drawn.seed, "LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert tuple(outside.stdout.split()) == drawn.order


def test_a_draw_that_was_changed_does_not_hold() -> None:
    drawn = lottery.draw(seed=SEED, numbers=NUMBERS)
    promised, frozen = lottery.promise(seed=SEED), lottery.digest(numbers=NUMBERS)
    other_seed = lottery.draw(seed="00" * 32, numbers=NUMBERS)
    late = lottery.draw(seed=SEED, numbers=[*NUMBERS, "0501"])
    swapped = replace(drawn, order=(drawn.order[1], drawn.order[0], *drawn.order[2:]))

    def faults(published: lottery.Draw) -> list[str]:
        return lottery.faults(published=published, promised=promised, frozen=frozen)

    assert faults(drawn) == []
    assert faults(other_seed) == ["other_seed"]
    assert faults(late) == ["other_list"]
    assert faults(swapped) == ["other_order"]


@pytest.mark.parametrize("numbers", [["1", "1"], [""], ["1\n2"]])
def test_a_list_that_could_be_read_in_two_ways_is_refused(numbers: list[str]) -> None:
    with pytest.raises(ValueError, match="entrant number"):
        lottery.listed(numbers=numbers)


@given(st.sets(st.text("0123456789", min_size=1, max_size=6), max_size=40))
def test_the_order_in_which_entrants_came_changes_nothing(numbers: set[str]) -> None:
    there, back = sorted(numbers), sorted(numbers, reverse=True)

    assert lottery.draw(seed=SEED, numbers=there) == lottery.draw(seed=SEED, numbers=back)


def test_everybody_comes_first_about_as_often() -> None:
    seeds = [f"{number:064x}" for number in range(4_000)]
    firsts = [lottery.order(seed=seed, numbers=["1", "2", "3", "4"])[0] for seed in seeds]

    assert all(900 < firsts.count(number) < 1_100 for number in ("1", "2", "3", "4"))
