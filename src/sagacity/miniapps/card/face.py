"""The card itself: a page without anything personal, which the phone fills from what it keeps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import policy

SAME_FOR_ALL = (
    "the page is the same for everybody; the card lies on the phone, and must open without a network"
)


@require_GET
@policy.access(policy.lower(policy.ANYONE, because=SAME_FOR_ALL))
def page(request: HttpRequest) -> HttpResponse:
    """The card of this phone, drawn by the phone."""
    context = {
        "words": words(),
        "carries_facts": settings.CARD_CARRIES_FACTS,
        "wallets": settings.CARD_WALLETS,
    }
    return render(request, "card/face.html", context)


def words() -> dict[str, str]:
    """What the script says; {n} is a number, {name} what the resident calls a phone."""
    return {
        "until": _("{date}まで"),
        "mine": _("わたしの市民証"),
        "child": _("こどもの市民証"),
        "proxy": _("代理の市民証"),
        "picture": _("市民証のQRコード。係の人に見せてください。30秒ごとに変わります。"),
        "made": _("市民証ができました。"),
        "renewed": _("市民証を新しくしました。"),
        "offline": _("いまは電波がありません。市民証はこのまま使えます。"),
        "clock": _("この端末の時計が{n}秒ずれていたので、市の時計に合わせて表示しています。"),
        "lost": _("この市民証は使えなくなりました。理由: {why}"),
        "lost.lost": _("なくした、と届けられました"),
        "lost.own_wish": _("ご自分で終わらせました"),
        "lost.session": _("この端末でサインアウトしました"),
        "lost.left": _("この市の住民ではなくなりました"),
        "lost.account": _("アカウントが終わったか、本人確認がなくなりました"),
        "lost.city": _("市が終わらせました"),
        "lost.carriage": _("代わりに持つことができなくなりました"),
        "lost.expired": _("期限が切れました"),
        "lost.replaced": _("新しいものと取りかえました"),
        "lost.ended": _("期限が切れたか、終わらせてあります"),
        "next": _("サインインして確かめると、1分ほどで新しいものを作れます。"),
        "next.left": _(
            "まだこの市に住んでいるときは、もう一度確かめてください。記録がまちがいなら、市の窓口に知らせてください。"
        ),
        "next.city": _("わけは、市の窓口でたずねられます。"),
        "next.carriage": _("わけは、市の窓口でたずねられます。"),
        "failed.proof": _("時間がかかりすぎました。もう一度ボタンを押してください。"),
        "failed.phones": _(
            "市民証は5台までです。「市民証を入れた端末」で、使っていないものを終わらせてください。"
        ),
        "failed.proven": _("先に、この市の住民であることを確かめてください。"),
        "failed.carriage": _("この市民証は、いまは持てません。家族か委任が終わったかもしれません。"),
        "failed.mandate": _("委任の回数を使い切ったか、期限が過ぎました。本人にたずねてください。"),
        "failed.network": _("市につながりませんでした。電波のよいところで、もう一度お試しください。"),
    }
