"""A writer, an approver, and an empty pack with a tariff."""

from pathlib import Path

import pytest

from sagacity.identity.testing import StaffActor
from sagacity.procedures.testing import HEAD

FEES = """# 出典: 試験のため
[[fee]]
key = "parking"
division = "公園課"
law = "条例"
confirmed = true
name = {ja = "駐車の手数料"}
[[fee.price]]
yen = 300
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    (folder / "procedures").mkdir(parents=True)
    page = Path("cities/example/city.toml").read_text("utf-8")
    (folder / "city.toml").write_text(page.replace('"ja", "ja-easy", "en", "zh-hans", "ko", "vi"', '"ja"'))
    (folder / "fees.toml").write_text(FEES)
    (folder / "procedures" / "parking.toml").write_text(HEAD)
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "here")
    return folder


@pytest.fixture
def writer(pack: Path, db: None) -> StaffActor:
    return StaffActor("yamaguchi", "山口 健太", "市民生活課", ("procedure_writer",))


@pytest.fixture
def colleague(pack: Path, db: None) -> StaffActor:
    return StaffActor("matsumoto", "松本 明", "市民生活課", ("procedure_writer",))


@pytest.fixture
def approver(pack: Path, db: None) -> StaffActor:
    return StaffActor("inoue", "井上 陽子", "総務課", ("procedure_approver",))
