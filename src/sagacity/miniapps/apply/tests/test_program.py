"""A whole application from a program: the same judge, the same level, one case for one client key."""

from typing import Any

from sagacity.miniapps.apply.tests.conftest import Applicant
from sagacity.procedures.cases import api as cases

HERE = "/apps/apply/api/residence_certificate/"


def _post(somebody: Applicant, said: Any, path: str = HERE) -> Any:
    return somebody.client.post(path, said, content_type="application/json")


def _answers(hanako: Applicant) -> dict[str, Any]:
    return {
        "name": {"family": "見本", "given": "花子"},
        "birth_date": "1985-04-01",
        "address": {"town": "佐賀市栄町", "rest": "1番1号"},
        "phone": "0952-00-0000",
        "members": [hanako.inhabitant],
        "purpose": "bank",
        "copies": 1,
        "delivery": "inbox",
    }


def test_one_client_key_is_one_case(hanako_applies: Applicant) -> None:
    said = {"client_key": "k1", "answers": _answers(hanako_applies)}
    first, second = _post(hanako_applies, said), _post(hanako_applies, said)

    assert (first.status_code, second.status_code) == (201, 201), first.content.decode()
    assert first.json()["case"] == second.json()["case"]
    assert len(cases.cases_of(applicant=hanako_applies.key)) == 1
    other = {"client_key": "k1", "answers": {**_answers(hanako_applies), "copies": 2}}
    assert _post(hanako_applies, other).status_code == 409


def test_wrong_answers_are_named_with_code_and_words(hanako_applies: Applicant) -> None:
    answer = _post(hanako_applies, {"client_key": "k2", "answers": {"phone": "12"}})

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    faults = {one["question"]: one["code"] for one in answer.json()["faults"]}
    assert faults["phone"] == "not_a_phone"
    assert faults["name"] == "missing"
    assert cases.cases_of(applicant=hanako_applies.key) == []


def test_nobody_ticks_somebody_of_another_household(hanako_applies: Applicant, at: Any) -> None:
    from sagacity.identity.family.testing import ICHIRO
    from sagacity.identity.register.testing import enrolled

    stranger = enrolled(ICHIRO, at=at).key
    said = {"client_key": "k3", "answers": {**_answers(hanako_applies), "members": [stranger]}}
    answer = _post(hanako_applies, said)

    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["faults"]] == ["not_a_member"]


def test_too_little_proof_says_which_level_and_where_to_go_on(people: dict[str, str]) -> None:
    somebody = Applicant(level=1)
    answer = _post(somebody, {"client_key": "k", "answers": {}})

    assert answer.status_code == 403
    assert answer.json()["needs"] == 2
    assert answer.json()["next_step"].startswith("/me/raise/")


def test_what_is_no_application_is_refused(hanako_applies: Applicant) -> None:
    assert _post(hanako_applies, "not json").status_code == 400
    assert _post(hanako_applies, {"answers": {}}).status_code == 400
    assert (
        _post(hanako_applies, {"client_key": "k", "answers": {}}, "/apps/apply/api/none/").status_code == 404
    )
