"""Which judge each kind of answer has."""

from collections.abc import Mapping
from typing import Any

from sagacity.procedures.answers import accounts, choosing, contacts, days, names, numbers, tables, texts
from sagacity.procedures.answers.emptiness import is_empty
from sagacity.procedures.answers.judging import Asked, Judge
from sagacity.procedures.types import Kind

JUDGES: Mapping[Kind, Judge] = {
    Kind.TEXT: texts.judge_text,
    Kind.LONG_TEXT: texts.judge_long_text,
    Kind.NAME: names.judge_name,
    Kind.KANA: names.judge_kana,
    Kind.DATE: days.judge_date,
    Kind.NUMBER: numbers.judge_number,
    Kind.YEN: numbers.judge_yen,
    Kind.YES_NO: choosing.judge_yes_no,
    Kind.CHOICE: choosing.judge_choice,
    Kind.CHOICES: choosing.judge_choices,
    Kind.PHONE: contacts.judge_phone,
    Kind.MAIL: contacts.judge_mail,
    Kind.POSTCODE: contacts.judge_postcode,
    Kind.ADDRESS: contacts.judge_address,
    Kind.BANK_ACCOUNT: accounts.judge_account,
    Kind.PLACE: choosing.judge_place,
    Kind.FILE: choosing.judge_file,
    Kind.SIGNATURE: choosing.judge_signature,
    Kind.HOUSEHOLD: choosing.judge_household,
    Kind.TABLE: tables.judge_table,
    Kind.CONSENT: choosing.judge_consent,
}
CHOSEN = {Kind.CHOICE, Kind.YES_NO}
TICKED = {Kind.CHOICES, Kind.HOUSEHOLD}
SENT = {Kind.FILE, Kind.SIGNATURE}


def judge(asked: Asked, value: Any) -> Any:
    """The answer in normal form, None when there is none; faults are noted on the way."""
    if is_empty(asked.question, value):
        if asked.question.required:
            asked.fault(_MISSING.get(asked.question.kind, "missing"))
        return None
    return JUDGES[asked.question.kind](asked, value)


_MISSING = (
    dict.fromkeys(CHOSEN, "not_chosen")
    | dict.fromkeys(TICKED, "nothing_ticked")
    | dict.fromkeys(SENT, "nothing_sent")
    | {Kind.CONSENT: "no_consent", Kind.TABLE: "no_rows"}
)
