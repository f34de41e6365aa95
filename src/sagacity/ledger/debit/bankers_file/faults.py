"""What is wrong with a file, in words with record and column."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_SHOWN = 20
WORDS = {
    "empty": gettext_lazy("ファイルが空です。銀行から受け取ったファイルを選びなおしてください。"),
    "too_large": gettext_lazy(
        "ファイルが大きすぎます（%(found)sバイト）。口座振替の結果ファイルか、確かめてください。"
    ),
    "length": gettext_lazy(
        "レコードの長さが120バイトではありません（全体が%(found)sバイト）。途中で切れたか、別の形のファイルです。"
    ),
    "line_end": gettext_lazy(
        "改行は、全レコードCR+LFか、まったくないかのどちらかです。ここは %(found)s です。"
    ),
    "letter": gettext_lazy(
        "使えない文字のバイト %(found)s があります。半角カナ・英大文字・数字・記号だけが使えます。"
    ),
    "digits": gettext_lazy("数字の項目に「%(found)s」があります。"),
    "blank": gettext_lazy("空白の項目に「%(found)s」があります。"),
    "left": gettext_lazy("文字の項目が空白で始まっています（「%(found)s」）。左から詰めます。"),
    "record": gettext_lazy("データ区分が「%(found)s」です。ここは「%(wanted)s」のはずです。"),
    "kind": gettext_lazy(
        "種別コードが「%(found)s」です。預金口座振替は「91」です。別の種類のファイルではありませんか。"
    ),
    "code": gettext_lazy("コード区分が「%(found)s」です。「0」（JIS）だけを読みます。"),
    "day": gettext_lazy("引落日「%(found)s」という月日はありません。"),
    "account_kind": gettext_lazy("預金種目「%(found)s」はありません。1・2・3・9のどれかです。"),
    "amount": gettext_lazy("引落金額が0円です。"),
    "new_code": gettext_lazy("新規コード「%(found)s」はありません。0・1・2のどれかです。"),
    "result": gettext_lazy("振替結果コード「%(found)s」はありません。0・1・2・3・4・8・9のどれかです。"),
    "customer": gettext_lazy("顧客番号がありません。"),
    "twice": gettext_lazy("顧客番号「%(found)s」は、%(wanted)s番目のレコードと同じです。"),
    "no_data": gettext_lazy("データ・レコードが1件もありません。"),
    "after_end": gettext_lazy(
        "エンド・レコードの後に、まだレコードがあります。1つのファイルに1つの引落日だけを入れます。"
    ),
    "no_end": gettext_lazy("エンド・レコード（9）がありません。ファイルが途中で切れています。"),
    "count": gettext_lazy("件数が %(found)s ですが、データを数えると %(wanted)s です。"),
    "sum": gettext_lazy("金額が %(found)s円 ですが、データを足すと %(wanted)s円 です。"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    code: str
    record: int = 0  # from 1; 0: the file as a whole
    column: int = 0  # from 1; 0: the record as a whole
    title: str = ""  # of the item
    found: str = ""
    wanted: str = ""

    @property
    def where(self) -> str:
        if not self.record:
            return _("ファイル全体")
        if not self.column:
            return _("%(record)s番目のレコード") % {"record": self.record}
        said = {"record": self.record, "column": self.column, "title": self.title}
        return _("%(record)s番目のレコード、%(column)s桁目（%(title)s）") % said

    @property
    def text(self) -> str:
        return str(WORDS[self.code]) % {"found": self.found, "wanted": self.wanted}

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


class BadFile(ValueError):
    """The file is refused; nothing of it is believed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(one.code for one in faults[:MOST_SHOWN]))
        self.faults = tuple(faults[:MOST_SHOWN])
        self.total = len(faults)
