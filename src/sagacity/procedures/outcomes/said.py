"""A verdict in words: what it is, why, and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sagacity.procedures.outcomes.types import Standing, Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """A heading, a sentence, and how loud."""

    title: str
    text: str
    kind: str  # as banners are: "success" | "warning" | "error"


def of(found: Verdict) -> Said:
    match found.standing:
        case Standing.VALID if found.of_file:
            return Said(
                _("有効です"), _("この市が交付したファイルのままで、1文字も変わっていません。"), "success"
            )
        case Standing.VALID:
            return Said(
                _("有効です"),
                _("この市が交付した書類です。下の種類と日付が、見せられた書類と同じか見くらべてください。"),
                "success",
            )
        case Standing.REVOKED if found.is_replaced:
            return Said(
                _("いまは使えません"),
                _("新しい書類に替わりました。新しい書類を見せてもらってください。"),
                "error",
            )
        case Standing.REVOKED:
            return Said(
                _("取り消されました"),
                _("市がこの書類を取り消しました。受け取らずに、市にたずねてください。"),
                "error",
            )
        case Standing.EXPIRED:
            return Said(
                _("有効期限が過ぎました"),
                _("本物ですが、期限が過ぎています。新しい書類を見せてもらってください。"),
                "warning",
            )
        case Standing.CHANGED:
            return Said(
                _("変えられています"),
                _(
                    "市が交付したあとに、中身が変えられたか足されています。受け取らずに、元のファイルを求めてください。"
                ),
                "error",
            )
        case _ if found.of_file:
            return Said(
                _("この市の書類ではありません"),
                _(
                    "市の署名がありません。印刷や保存のしなおしで消えることもあります。元のファイルか、番号と確認コードで確かめてください。"
                ),
                "error",
            )
        case _:
            return Said(
                _("見つかりません"),
                _(
                    "この番号と確認コードの書類はありません。打ちまちがいがないか確かめてください。それでも出ないときは、この市の書類ではありません。"
                ),
                "error",
            )
