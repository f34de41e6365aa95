"""How often a data set is renewed: ISO 8601 said in words and in the vocabulary of catalogues."""

from django.utils.translation import gettext as _

_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
_TERMS = {
    "R/P1Y": "ANNUAL", "R/P6M": "ANNUAL_2", "R/P3M": "QUARTERLY", "R/P2M": "BIMONTHLY", "R/P1M": "MONTHLY",
    "R/P2W": "BIWEEKLY", "R/P1W": "WEEKLY", "R/P1D": "DAILY", "R/PT1H": "HOURLY",
}  # fmt: skip
IN_JAPANESE = {
    "R/P1Y": "年1回", "R/P6M": "年2回", "R/P3M": "年4回", "R/P2M": "隔月", "R/P1M": "毎月", "R/P2W": "隔週",
    "R/P1W": "毎週", "R/P1D": "毎日", "R/PT1H": "毎時",
}  # fmt: skip


def term(cycle: str) -> str:
    """The address of the frequency in the European vocabulary, which catalogues share."""
    return _FREQUENCY + _TERMS.get(cycle, "UNKNOWN" if not cycle else "OTHER")


def in_words(cycle: str) -> str:
    """The cycle in the reader's language; empty when nobody has promised one."""
    words = {
        "R/P1Y": _("年1回"), "R/P6M": _("年2回"), "R/P3M": _("年4回"), "R/P2M": _("2か月に1回"),
        "R/P1M": _("毎月"), "R/P2W": _("2週間に1回"), "R/P1W": _("毎週"), "R/P1D": _("毎日"),
        "R/PT1H": _("1時間ごと"),
    }  # fmt: skip
    return words.get(cycle, cycle)
