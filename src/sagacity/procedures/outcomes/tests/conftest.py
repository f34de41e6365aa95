from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import publish

DIVISION = "市民生活課"
WORKS = frozenset({identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_ENTER})
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", WORKS, DIVISION)
CHIEF = policy.Person("urn:ngsi-ld:Staff:chief", "課長", "staff", WORKS | {identity.CASE_DECIDE}, DIVISION)
STRANGER = policy.Person("urn:ngsi-ld:Staff:tax", "税", "staff", WORKS, "税務課")
HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "はなこ", "resident", level=2)
TARO = policy.Person("urn:ngsi-ld:Resident:taro", "たろう", "resident", level=2)
ANSWERS: dict[str, Any] = {
    "name": {"family": "𠮷田", "given": "髙子"},
    "born_on": "1985-04-01",
    "purpose": "bank",
    "children": [{"child": "一郎", "born": "2015-05-05"}, {"child": "二郎", "born": "2018-08-08"}],
    "delivery": "inbox",
}
CERTIFICATE = """
key = "residence"
version = "1"
sort = "application"
division = "市民生活課"
law = "住民基本台帳法 第12条"
level = 2
retention = "years_3"
name = {ja = "住民票の写し", en = "Residence certificate"}
about = {ja = "住民票の写しです。"}

[[block]]
key = "whom"
title = {ja = "だれの", en = "Whose"}
[[block.question]]
key = "name"
kind = "name"
label = {ja = "氏名", en = "Name"}
[[block.question]]
key = "born_on"
kind = "date"
label = {ja = "生年月日", en = "Born on"}
[[block.question]]
key = "purpose"
kind = "choice"
label = {ja = "使いみち", en = "Purpose"}
option = [
  {key = "bank", label = {ja = "銀行", en = "Bank"}},
  {key = "work", label = {ja = "勤め先", en = "Work"}},
]
[[block.question]]
key = "children"
kind = "table"
required = false
label = {ja = "子ども", en = "Children"}
column = [
  {key = "child", kind = "text", label = {ja = "名前", en = "Name"}},
  {key = "born", kind = "date", label = {ja = "生まれた日", en = "Born on"}},
]
[[block.question]]
key = "delivery"
kind = "choice"
label = {ja = "受け取りかた", en = "How to receive it"}
option = [
  {key = "inbox", label = {ja = "アプリ", en = "App"}},
  {key = "counter", label = {ja = "窓口", en = "Counter"}},
  {key = "post", label = {ja = "郵便", en = "Post"}},
]

[[stage]]
key = "decision"
division = "市民生活課"
days = 2
decides = true
name = {ja = "決裁"}

[outcome]
kind = "certificate"
valid_months = 3
delivery = ["inbox", "counter", "post"]
title = {ja = "住民票の写し", en = "Residence certificate"}
text = {ja = "{name}さんについて、{number}号で証明する。", en = "Certified for {name}."}
line = [
  {label = {ja = "氏名", en = "Name"}, value = {var = "name"}},
  {label = {ja = "生年月日", en = "Born on"}, value = {var = "born_on"}},
  {label = {ja = "使いみち", en = "Purpose"}, value = {var = "purpose"}},
  {label = {ja = "子ども", en = "Children"}, value = {var = "children"}},
]
"""


class Office:
    """Who asks for a certificate, and the office that says yes."""

    def __init__(self, at: datetime) -> None:
        self.at, self.count = at, 0

    def later(self, **more: float) -> datetime:
        self.at += timedelta(**(more or {"minutes": 1}))
        return self.at

    def applied(self, by: policy.Person = HANAKO, **answers: Any) -> cases.Case:
        self.count += 1
        return cases.submit(
            procedure="residence",
            answers={**ANSWERS, **answers},
            by=by,
            applicant=by.key,
            channel="app",
            client_key=f"form-{self.count}",
            at=self.at,
        )

    def said_yes(self, by: policy.Person = HANAKO, **answers: Any) -> cases.Case:
        case = self.applied(by, **answers)
        return cases.decide(case=case.key, decision="yes", by=CHIEF, at=self.later())


@pytest.fixture
def office(db: None, at: datetime, settings: Settings, tmp_path: Path) -> Office:
    settings.DATA_DIR = tmp_path
    publish(CERTIFICATE)
    return Office(at)
