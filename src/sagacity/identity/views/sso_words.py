"""What staff read when the way to the city's own sign-in and back opened nothing."""

from django.utils.translation import gettext as _

from sagacity.identity.single_sign_on import refusals
from sagacity.kit.openid import api as openid


def of_refusal(refusal: openid.NotProven) -> tuple[str, int]:
    """Why, and what to do next, with the status of the answer."""
    match refusal:
        case refusals.NotConnected():
            return _(
                "ここでは庁内のアカウントを使えません。職員IDとパスワードでサインインしてください。"
            ), 404
        case refusals.StaffStopped():
            return _("庁内のアカウントでのサインインを中止しました。何も開いていません。"), 403
        case refusals.OtherWay():
            return (
                _(
                    "このサインインは、別のブラウザーで始めたか、時間がたったか、もう使われています。"
                    "はじめからやり直してください。"
                ),
                410,
            )
        case refusals.Stranger():
            return (
                _(
                    "庁内のアカウントは確かめましたが、このシステムにはあなたの職員IDがありません。"
                    "仕事で使うときは、システム管理者に登録を頼んでください。"
                ),
                403,
            )
        case refusals.NoLogin():
            return (
                _(
                    "庁内のアカウントの名前が、このシステムの職員IDの形ではありません。"
                    "システム管理者に、下のコードを伝えてください。"
                ),
                403,
            )
        case refusals.LinkedToAnother():
            return (
                _(
                    "あなたと同じ名前の職員IDは、別の人の庁内アカウントと結び付いています。"
                    "前の人の名前を引き継いだときは、システム管理者に結び付きを外してもらってください。"
                ),
                409,
            )
        case openid.ProviderDown():
            return (
                _(
                    "庁内の認証サーバーが答えません。少し待ってやり直すか、"
                    "急ぐときは職員IDとパスワード、またはパスキーでサインインしてください。"
                ),
                503,
            )
    return (
        _(
            "庁内の認証サーバーの返事を確かめられなかったため、何も開いていません。"
            "もう一度試し、続くときは下のコードを情報担当の課に伝えてください。"
        ),
        403,
    )
