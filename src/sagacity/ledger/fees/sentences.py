"""Why a fee is what it is, in a sentence that the payer can check with a pencil."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.manifest import in_language
from sagacity.ledger.fees import types


def explain(fee: types.Fee) -> str:
    """The way to the amount, in the reader's language."""
    name = _words(fee.rule.name)
    if fee.exempt:
        parts = [_("%(name)s：%(because)sで、手数料はかかりません。") % _exempt(fee.exempt, name)]
        if fee.exempt.evidence:
            parts.append(_("%(evidence)sを確かめました。") % {"evidence": _words(fee.exempt.evidence)})
    else:
        parts = [_price(fee, name)]
    if fee.postage:
        said = {"postage": f"{fee.postage:,}", "amount": f"{fee.amount:,}"}
        parts.append(_("郵送料%(postage)s円を足して、合わせて%(amount)s円です。") % said)
    if missing := fee.evidence_missing:
        said = {"because": _words(missing.because), "evidence": _words(missing.evidence or {})}
        parts.append(_("%(evidence)sを見せると、%(because)sで手数料がかかりません。") % said)
    return _gap().join(parts)


def _price(fee: types.Fee, name: str) -> str:
    parts = [_("%(name)s：%(price)s円") % {"name": name, "price": f"{fee.unit_price:,}"}]
    for step in fee.steps:
        said = {"name": _words(step.name), "yen": f"{abs(step.yen):,}"}
        parts.append((_("%(name)sで%(yen)s円引き") if step.yen < 0 else _("%(name)sで%(yen)s円増し")) % said)
    if fee.rule.per > 1:
        said = {"per": f"{fee.rule.per:,}", "units": f"{fee.units:,}"}
        parts.append(_("%(per)sまでを1として%(units)s") % said)
    elif fee.units > 1:
        parts.append(_("%(units)sつ分") % {"units": f"{fee.units:,}"})
    way = _("、").join(parts)
    if fee.copies > 1:
        way = f"{way} × {fee.copies:,}{_gap()}{_words(fee.rule.unit)}"
    elif len(parts) == 1:
        return way + _("です。")
    return way + _("で、%(total)s円です。") % {"total": f"{fee.each * fee.copies:,}"}


def _exempt(exempt: types.Exemption, name: str) -> dict[str, str]:
    return {"name": name, "because": _words(exempt.because)}


def _words(said: types.Words) -> str:
    return in_language(said, get_language() or "ja")


def _gap() -> str:
    """Between sentences: none in Japanese and Chinese."""
    return "" if (get_language() or "ja") in {"ja", "zh-hans"} else " "
