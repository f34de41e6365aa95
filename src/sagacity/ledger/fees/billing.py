"""A fee as lines of a bill: the way to the amount, kept as figures and said in any language later."""

from sagacity.ledger import types as bills
from sagacity.ledger.fees import types

POSTAGE: bills.Words = {
    "ja": "郵送料",
    "ja-easy": "送〈おく〉る お金〈かね〉",
    "en": "Postage",
    "zh-hans": "邮费",
    "ko": "우편 요금",
    "vi": "Phí gửi",
}


def lines_of(fee: types.Fee) -> tuple[bills.BillLine, ...]:
    """One line for the price, one for each change of it, one for postage; together they are the amount."""
    lines: list[bills.BillLine] = []
    if not fee.exempt:
        count = fee.units * fee.copies
        lines.append(bills.BillLine(fee.rule.name, fee.unit_price, count))
        lines += [bills.BillLine(step.name, step.yen, count) for step in fee.steps]
    if fee.postage:
        lines.append(bills.BillLine(POSTAGE, fee.postage))
    return tuple(lines)
