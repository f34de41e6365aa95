"""A receipt set as a page: which words stand on it, in the language of whoever reads it."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.kit.paper import api as paper
from sagacity.kit.ui import api as ui
from sagacity.ledger import invoice_numbers, receipts, types

TEMPLATE = Path(__file__).parent / "paper" / "receipt.typ"
LONGEST_NAME = 60


def make_receipt_pdf(
    *, client_key: str, bill: types.Bill, name: str, by: policy.Person, at: datetime
) -> tuple[types.PaperReceipt, bytes]:
    """Make a receipt, and note that it was made; the same client key gives the same one again.

    `name` stands on it and is kept nowhere; empty: it is made out to nobody.

    Raises:
        NotPaid: there is nothing to receive.
        paper.NoPaper, paper.CharactersLacking: none was made; the page is printed from the browser instead.
    """
    if bill.paid_by is None:
        raise receipts.NotPaid(bill.key)
    draft = types.PaperReceipt(receipts.number_of(bill.paid_by), 1, at)
    _pdf(bill, draft, name, at)  # what cannot be set is refused before anything is noted
    made = receipts.make_on_paper(client_key=client_key, bill=bill.key, with_name=bool(name), by=by, at=at)
    return made, _pdf(bill, made, name, at)


def _pdf(bill: types.Bill, made: types.PaperReceipt, name: str, at: datetime) -> bytes:
    return paper.pdf(template=TEMPLATE, fields=fields_of(bill, made, name), at=at)


def fields_of(bill: types.Bill, made: types.PaperReceipt, name: str) -> dict[str, str]:
    """Every word that is set on the page."""
    language = get_language() or "ja"
    paid = bill.paid_by
    assert paid is not None
    lines = [[in_language(line.name, language), f"{line.count:,}", _yen(line.total)] for line in bill.lines]
    when = ui.long_day(clock.day(paid.settled_at)) if paid.settled_at else ""
    number = invoice_numbers.invoice_number()
    return {
        "language": {"ja-easy": "ja", "zh-hans": "zh"}.get(language, language),
        "heading": _("領収書"),
        "again": _("再発行") if made.is_again else "",
        "again_text": _("%(day)sに再発行しました。") % {"day": ui.long_day(clock.day(made.at))}
        if made.is_again
        else "",
        "demo": _("試験用の見本です。領収書として使えません。") if settings.DEMO else "",
        "name": _("%(name)s 様") % {"name": name} if name else "",
        "title": in_language(bill.title, language),
        "sum": _yen(bill.amount),
        "statement": _("上の金額を受け取りました。"),
        "columns": json.dumps([_("内容"), _("数"), _("金額")], ensure_ascii=False),
        "lines": json.dumps(lines, ensure_ascii=False),
        "tax": _tax(bill),
        "paid_label": _("支払いの日"),
        "paid": when,
        "refunded": _("返したお金 %(yen)s") % {"yen": _yen(paid.refunded)} if paid.refunded else "",
        "issuer": " ".join(
            part for part in (in_language(city.current().name, language), bill.division) if part
        ),
        "invoice": f"{_('登録番号')} {number}" if number else "",
        "number_label": _("領収書の番号"),
        "number": made.number if made.copy == 1 else f"{made.number}-{made.copy}",
    }


def _tax(bill: types.Bill) -> str:
    if not bill.tax_percent:
        return _("消費税はかかりません。")
    said = {
        "percent": str(bill.tax_percent),
        "amount": _yen(bill.amount),
        "tax": _yen(receipts.tax_inside(bill)),
    }
    return _("%(percent)s%%対象 %(amount)s（うち消費税 %(tax)s）") % said


def _yen(amount: int) -> str:
    return _("%(amount)s円") % {"amount": f"{amount:,}"}
