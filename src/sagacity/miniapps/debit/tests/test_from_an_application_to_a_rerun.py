"""The journey: applied for, refused, applied again, taken in a run, failed, taken in the rerun."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.testing.bank import carried_out, sent_in
from sagacity.ledger.debit.testing.people import ACCOUNT, accepted, billed, resident
from sagacity.miniapps.debit import demo
from sagacity.miniapps.debit.tests.conftest import Holder

Deliver = Callable[..., int]
TAX, DAY, RERUN = "resident_tax", date(2026, 9, 30), date(2026, 10, 15)


def makes_a_run(noda: StaffActor, day: date) -> debit.Run:
    assert "市県民税" in noda.sees("/desk/debit/runs/new/", item=TAX, day=day.isoformat())
    noda.sends("/desk/debit/runs/new/", item=TAX, day=day.isoformat())
    (run,) = [one for one in debit.runs()[0] if one.day == day]
    return run


def goes_to_the_bank(run: debit.Run, noda: StaffActor, ide: StaffActor) -> bytes:
    """Proposed, agreed to, taken: the file as the clerk sends it."""
    page = f"/desk/debit/runs/{run.key}/"
    ide.signs_in(ide.login, ide.password)
    noda.sends(f"{page}propose/", reason="第3期")
    (waiting,) = proposals.waiting_for(ide.person, at=clock.now())
    assert "口座振替のファイルを銀行に送る" in ide.sees(f"/staff/proposals/{waiting.key}/")
    ide.sends(f"/staff/proposals/{waiting.key}/", answer="approve")
    answer = noda.sends(f"{page}file/")
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def takes_in(run: debit.Run, content: bytes, noda: StaffActor) -> str:
    noda.signs_in(noda.login, noda.password)  # days have passed
    upload = SimpleUploadedFile("kekka.txt", content)
    noda.sends(f"/desk/debit/runs/{run.key}/results/", file=upload)
    return noda.sees()


def test_a_mandate_refused_by_the_bank_reaches_the_resident_with_what_to_do(
    holder: Holder, deliver: Deliver
) -> None:
    holder.at_the_bank(mischief="name")
    deliver()
    cache.clear()

    assert "口座振替：受け付けられませんでした" in holder.sees("/")
    letters = holder.sees("/apps/notices/")
    assert "口座の名義が違うと、銀行が答えました" in letters

    holder.at_the_bank()
    deliver()
    cache.clear()
    assert "口座振替：受け付けられませんでした" not in holder.sees("/")
    assert "口座振替を受け付けました" in holder.sees("/apps/notices/")


def test_from_an_application_to_a_rerun(
    holder: Holder,
    noda: StaffActor,
    ide: StaffActor,
    deliver: Deliver,
    morning: time_machine.Traveller,
    at: datetime,
) -> None:
    holder.at_the_bank()
    bill = billed(holder.person, clock.now(), DAY)
    assert "これから引き落とすもの" in holder.sees("/apps/debit/")

    run = makes_a_run(noda, DAY)
    sent = goes_to_the_bank(run, noda, ide)
    assert sent_in(sent) == 1
    assert "銀行に頼みました" in holder.sees("/apps/debit/")
    assert "ほかの方法で払わないでください" in holder.sees(f"/apps/pay/{bill.key}/")
    assert "続ける" not in holder.sees()

    morning.move_to(at + timedelta(days=17))
    back = carried_out(sent, shares={"1": 100})
    assert "結果を記帳しました" in takes_in(run, back, noda)
    deliver()
    cache.clear()
    assert "引き落としできませんでした：市県民税（第3期）" in holder.sees("/")
    assert "口座のお金が足りませんでした" in holder.sees("/apps/debit/")
    assert "2026年10月15日" in holder.sees()
    assert "引き落としできませんでした" in holder.sees("/apps/notices/")
    assert "くわしいことは「口座振替」" in holder.sees(f"/apps/pay/{bill.key}/")

    rerun = makes_a_run(noda, RERUN)
    again = goes_to_the_bank(rerun, noda, ide)
    morning.move_to(at + timedelta(days=32))
    assert "結果を記帳しました" in takes_in(rerun, carried_out(again, shares={}), noda)

    assert ledger.bill(key=bill.key).state == "paid"
    assert "支払いは完了しています" in holder.sees(f"/apps/pay/{bill.key}/")
    assert "口座振替" in holder.sees()
    assert ledger.trial_balance().holds


def test_the_bankers_file_goes_round_and_only_the_right_one_is_booked(
    noda: StaffActor, ide: StaffActor, morning: time_machine.Traveller, at: datetime, db: None
) -> None:
    people = [resident(f"p{number}") for number in range(5)]
    for one in people:
        accepted(one, at, account=ACCOUNT)
        billed(one, at, DAY)
    run = makes_a_run(noda, DAY)
    sent = goes_to_the_bank(run, noda, ide)
    back = carried_out(sent, shares={"1": 20, "4": 20})
    morning.move_to(at + timedelta(days=17))

    for spoilt, sentence in (
        (sent, "振替済件数"),  # the file that went out, not the one that came back
        (back[:-122], "エンド・レコード（9）がありません"),
        (back.replace("ﾐﾎﾝ ﾊﾅｺ".encode("cp932"), "ﾐﾎﾝ ﾀﾛｺ".encode("cp932"), 1), "口座・名義・新規コードが"),
        (back.replace(b"0930", b"1015", 1), "別の回のファイルではありませんか"),
        (back.replace(b"0000012000", b"0000012001", 1), "データを足すと"),
        (b"GIF89a" + bytes(1000), "120バイトではありません"),
    ):
        said = takes_in(run, spoilt, noda)
        assert "何も記帳していません" in said
        assert sentence in said
        assert debit.run(key=run.key).state == "sent"

    assert "結果を記帳しました" in takes_in(run, back, noda)
    assert "前に記帳したものと同じです" in takes_in(run, back, noda)
    page = noda.sees(f"/desk/debit/runs/{run.key}/")
    assert "1 資金不足" in page
    assert "1件の口座振替を終えました" in page
    assert sum(one.balance for one in ledger.accounts(kind=ledger.AccountKind.PROVIDER)) == 36000


def test_the_demonstration_has_neighbours_and_bills_and_only_there(
    holder: Holder, deliver: Deliver, settings: Settings, at: datetime
) -> None:
    holder.at_the_bank()
    deliver()
    assert debit.coming(payer=holder.key, at=at) == []

    settings.DEMO = True
    assert demo.fill(at=clock.now()) == demo.NEIGHBOURS
    assert demo.fill(at=clock.now()) == 0
    deliver()
    assert debit.preview(item=TAX, day=DAY, at=at).count > 5
    assert debit.counts()[debit.MandateState.REFUSED] == 2


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_a_notice_speaks_every_language(language: str, bank: object, deliver: Deliver, db: None) -> None:
    holder = Holder(language=language)
    holder.at_the_bank(mischief="account")
    deliver()

    assert "銀行が答えました" not in holder.sees("/apps/notices/")
    assert "銀行が答えました" not in holder.sees(holder.page)
