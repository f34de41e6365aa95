"""Staff: counts so far, own words, two questions together, an invitation, the end."""

from collections.abc import Callable

import pytest

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys.testing import holder

StaffWith = Callable[..., StaffActor]
DESK = "/desk/surveys/"


@pytest.fixture
def answered(park: str) -> str:
    """Thirty answers, twenty of them counted so far."""
    for number in range(30):
        answers = {"often": "weekly", "with_children": number % 2 == 0, "minutes": 1, "wish": f"願い{number}"}
        surveys.answer(survey=park, answers=answers, by=holder(number), at=clock.now())
    surveys.pour_all(at=clock.now())
    return park


def test_the_desk_is_closed_to_others(park: str, staff_with: StaffWith) -> None:
    assert staff_with("other", "notice_writer").opens(DESK).status_code == 403


def test_counts_own_words_and_the_end(answered: str, staff_with: StaffWith) -> None:
    mori = staff_with("mori", "survey_clerk")
    assert "公園のアンケート受付中" in mori.sees(DESK)
    assert "数えた答え 20" in mori.sees(f"{DESK}{answered}/")
    assert "× 子どもと行きますか" in mori.sees(f"{DESK}{answered}/crossed/?row=often&column=with_children")

    assert "願い" in mori.sees(f"{DESK}{answered}/words/")
    first = surveys.own_words(survey=answered, at=clock.now())[0]
    mori.sends(f"{DESK}{answered}/words/", words=first.key, do="drop")
    assert "消しました" in mori.sees()
    assert f">{first.text}<" not in mori.opens(f"{DESK}{answered}/words/").content.decode()

    mori.sends(f"{DESK}{answered}/live/", shown="yes")
    assert surveys.survey(key=answered, at=clock.now()).shows_live
    mori.sends(f"{DESK}{answered}/invite/")
    assert "下書きを作りました" in mori.sees()

    assert "もう一度始めることはできません" in mori.sees(f"{DESK}{answered}/close/")
    mori.sends(f"{DESK}{answered}/close/")
    assert "数えた答え 30" in mori.sees()
    mori.sends(f"{DESK}{answered}/close/")
    assert "もう終わっています" in mori.sees()


def test_nothing_is_shown_of_few_answers(park: str, staff_with: StaffWith) -> None:
    mori = staff_with("mori", "survey_clerk")

    assert "まだ何も出しません" in mori.sees(f"{DESK}{park}/")
    assert mori.opens(f"{DESK}{park}/crossed/?row=often&column=nothing").status_code == 404
    assert mori.sends(f"{DESK}{park}/words/", words="nothing", do="keep").status_code == 404
