"""The columns of the national form a clerk fills in, by topic, under short names for the form."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    field: str  # in the form
    name: str  # of the national column; also its label
    kind: str = "line"  # line | text | day | hour | mail | web | number
    help: str | Promise = ""


TOPICS: tuple[tuple[str | Promise, tuple[Column, ...]], ...] = (
    (
        _("何をするか"),
        (
            Column("name", "名称"),
            Column("kana", "名称(カナ)"),
            Column("english", "名称(英字)", help=_("日本語を読まない人の画面に出ます。")),
            Column("summary", "概要"),
            Column("description", "説明", "text"),
            Column(
                "kind", "イベント種類", help=_("いくつもあるときは「、」で区切ります。例: 文化・芸術、食")
            ),
            Column("keywords", "キーワード", help=_("いくつもあるときは「;」で区切ります。")),
        ),
    ),
    (
        _("どこで"),
        (
            Column("venue", "場所名称"),
            Column("meeting", "集合場所"),
            Column("town", "住所町名", help=_("地区でさがす人は、この町の名前でさがします。")),
            Column("rest", "住所丁目以下"),
            Column("building", "建物名等"),
            Column("latitude", "緯度", "number", _("わからないときは空のままにします。地図には出ません。")),
            Column("longitude", "経度", "number"),
            Column("access", "アクセス方法", "text"),
            Column("parking", "駐車場情報"),
        ),
    ),
    (
        _("だれが・いくらで"),
        (
            Column("audience", "対象者"),
            Column("capacity", "定員"),
            Column("fee", "料金(基本)", help=_("だれも払わないときは「無料」と書きます。")),
            Column("fee_note", "料金(詳細)"),
            Column("language", "外国語対応"),
        ),
    ),
    (
        _("申し込みと問い合わせ"),
        (
            Column("deadline", "申込期限日", "day"),
            Column("deadline_hour", "申込期限時刻", "hour"),
            Column("how", "申込方法", "text"),
            Column("organiser", "主催団体"),
            Column("contact", "連絡先名称"),
            Column("phone", "連絡先電話番号"),
            Column("mail", "連絡先メールアドレス", "mail"),
            Column("web", "URL", "web"),
            Column("note", "備考", "text"),
        ),
    ),
)
EVERY = tuple(column for _topic, columns in TOPICS for column in columns)
WHEN = ("開始日", "終了日", "開始時刻", "終了時刻", "日時備考", "開催パターン")
