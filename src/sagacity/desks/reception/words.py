"""What the facts of receptions are called on these pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.checkin import api as checkin

PURPOSES = {checkin.Purpose.EVENT: _("催し"), checkin.Purpose.SHELTER: _("避難所")}
CROWDING = {
    "free": _("空いています"),
    "busy": _("やや混雑"),
    "crowded": _("混雑"),
    "full": _("満員"),
    "": _("定員が決まっていません"),
}
COLOURS = {"free": "green", "busy": "yellow", "crowded": "orange", "full": "red", "": "blue"}
DOUBTS = {
    checkin.Doubt.TRANSFER: _("同じ人が2つの避難所にいます。移りましたか。"),
    checkin.Doubt.SAME_CODE: _("同じ時の同じコードが、2つの端末で読まれました。画面の写しかもしれません。"),
    checkin.Doubt.BAD_CARD: _("端末は市民証を受け付けましたが、市の記録では使えない市民証です。"),
    checkin.Doubt.SAME_PERSON: _("市民証のない2人が、同じ人かもしれません。"),
    checkin.Doubt.NEVER_CAME: _("入った記録のない人が出ています。"),
}
ANSWERS = {
    "moved": _("移った"),
    "mistake": _("まちがい（記録を数えない）"),
    "harmless": _("問題ない"),
    "copy": _("写しだった（あとの記録を数えない）"),
    "noted": _("確かめた"),
    "accept": _("受け付ける"),
    "reject": _("受け付けない"),
    "same": _("同じ人"),
    "different": _("別の人"),
}
REFUSALS = {
    "expired": _("この市民証は期限が切れています。新しい市民証を出してもらうか、名前で受け付けてください。"),
    "revoked": _("この市民証は使えなくなっています。本人に事情を聞き、名前で受け付けてください。"),
}
NO_CODE = _("このコードの市民証がありません。コードは30秒で変わります。いま出ているコードを入れてください。")
ON_PAPER = _("紙の市民証です。本人かどうか、生年月日を聞いて確かめてください。")
FOREIGN = _("この受付の端末のファイルではありません。別の受付のページで読み込んでください。")
BROKEN = _("ファイルが壊れています。端末でもう一度書き出してください。何も取り込んでいません。")
BROUGHT_IN = _(
    "取り込みました。新しい記録 %(new)d件、前に受け取った記録 %(known)d件、受け取れない記録 %(refused)d件。"
)
KINDS = {
    checkin.Kind.CHECK_IN: _("入った"),
    checkin.Kind.CHECK_OUT: _("出た"),
    checkin.Kind.HEAD_COUNT: _("人数"),
    checkin.Kind.CORRECTION: _("取り消し"),
}
WAYS = {
    checkin.Way.PICTURE: _("市民証の画面"),
    checkin.Way.PAPER: _("紙の市民証"),
    checkin.Way.CODE: _("市民証のコード"),
    checkin.Way.FORM: _("職員が書いた"),
}
BAD_CARDS = {
    "unknown": _("理由: このコードの市民証を、市は出していません。"),
    "revoked": _("理由: 見せる前に、使えなくなっていました。"),
    "expired": _("理由: 期限が切れていました。"),
    "bad_signature": _("理由: 市の署名ではありません。"),
    "another_card": _("理由: 読み取った文字と、端末が書いた番号が違います。"),
}
LIKE = {
    "same_day": _("理由: 名前の近さが100点中%(like)s点で、生年月日が同じです。"),
    "no_day": _("理由: 名前の近さが100点中%(like)s点です。生年月日は比べられません。"),
}


DESK = _("受付のページ")


def row(record: checkin.Record) -> tuple[checkin.Record, Promise, Promise, Promise | str]:
    """An entry with what happened, how, and on which device."""
    device = DESK if record.is_of_desk else record.device
    return record, KINDS[record.kind], WAYS[record.way], device


def reason(question: checkin.Question) -> str:
    """Why this is asked, in words; empty where the question says it itself."""
    if question.doubt == checkin.Doubt.SAME_PERSON:
        like, _colon, day = question.reason.partition(":")
        return str(LIKE[day]) % {"like": like} if day in LIKE else ""
    if question.doubt == checkin.Doubt.BAD_CARD:
        return str(BAD_CARDS.get(question.reason, _("理由: 市民証として読めません。")))
    return ""
