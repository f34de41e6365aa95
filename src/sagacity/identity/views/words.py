"""What people read when signing in does not go on."""

from datetime import datetime

from django.utils.translation import gettext as _

from sagacity.identity import ceremonies, passkeys, second_factors, signing_in, tries, types
from sagacity.kit import clock

REFUSALS = (tries.MustWait, second_factors.WrongCode, second_factors.Unreadable)
PASSKEY_REFUSALS = (
    tries.MustWait,
    ceremonies.NoPasskeysHere,
    ceremonies.NotThisPasskey,
    ceremonies.TooManyPasskeys,
    passkeys.FactorThere,
    signing_in.AccountClosed,
)


def of_refusal(problem: Exception) -> tuple[str, int]:
    """Why a code opens nothing and what to do, with the status of the answer."""
    if isinstance(problem, tries.MustWait):
        return wait_with_code(problem.until), 429
    if isinstance(problem, second_factors.Unreadable):
        return _unreadable(), 401
    return _wrong_code(), 401


def of_passkey(problem: Exception) -> tuple[str, int]:
    """Why a passkey opens nothing or is not kept, and what to do, with the status of the answer."""
    match problem:
        case tries.MustWait():
            return wait_with_code(problem.until), 429
        case ceremonies.CopiedPasskey():
            return _copied(), 400
        case ceremonies.TooManyPasskeys():
            return _("パスキーがいっぱいです。使わないものを外してから、もう一度試してください。"), 400
        case ceremonies.NoPasskeysHere():
            return _(
                "このサイトの住所は番号なので、パスキーを使えません。パスワードでサインインしてください。"
            ), 400
        case passkeys.FactorThere():
            return _("2段階目はもう設定してあります。はじめからサインインし直してください。"), 400
        case signing_in.AccountClosed():
            return account_closed(), 403
    return _not_this(), 400


def account_closed() -> str:
    return _(
        "あなたであることは確かめましたが、アカウントが停止されているため、何も開けません。"
        "異動や復職のときは、システム管理者に再開を頼んでください。"
    )


def passkey_made() -> str:
    return _(
        "パスキーを加えました。次から、これだけでサインインできます。"
        "なくしたときのために、予備コードか、もう1つのパスキーも用意してください。"
    )


def wait_with_password(until: datetime) -> str:
    return _(
        "続けて間違えたため、この場所からのサインインを少し止めています。"
        "%(until)s を過ぎてからもう一度試してください。"
        "パスワードを忘れたときは、システム管理者に新しいものを発行してもらってください。"
    ) % {"until": _time(until)}


def wait_with_code(until: datetime) -> str:
    return _(
        "続けて間違えたため、この場所からの確認を少し止めています。"
        "%(until)s を過ぎてからもう一度試してください。"
        "スマートフォンも予備コードもないときは、システム管理者に相談してください。"
    ) % {"until": _time(until)}


def spare_codes_left(factor: types.SecondFactor | None) -> str:
    left = factor.spare_codes if factor else 0
    return _(
        "予備コードを1つ使いました。残りは%(left)d個です。スマートフォンをなくしたときは、"
        "「わたしのアカウント」で2段階目を外して、新しいスマートフォンで設定してください。"
    ) % {"left": left}


def was_reset(at: datetime) -> str:
    return _(
        "%(when)s に、システム管理者があなたの2段階目を外しました。"
        "頼んだ覚えがなければ、すぐに情報担当の課に知らせてください。"
    ) % {"when": clock.local(at).strftime("%Y-%m-%d %H:%M")}


def _not_this() -> str:
    return _(
        "このパスキーでは確かめられませんでした。市民用のパスキーや、外したパスキーは使えません。"
        "職員用のパスキーを選び直すか、パスワードでサインインしてください。"
    )


def _copied() -> str:
    return _(
        "このパスキーは写しが作られたおそれがあるため、止めました。別の方法でサインインして、"
        "「わたしのアカウント」でこのパスキーを外し、情報担当の課に知らせてください。"
    )


def _wrong_code() -> str:
    return _(
        "コードが違うか、古いか、もう使われています。同じコードは一度しか使えません。"
        "アプリに次の数字が出るのを待って、もう一度入力してください。"
        "続けて違うときは、スマートフォンの時計が合っているかを確かめてください。"
    )


def _unreadable() -> str:
    return _(
        "認証アプリのコードを確かめられません。サーバーの鍵が変わり、あなたの2段階目の設定を読めなくなったためです。"
        "予備コードを入れてください。予備コードがないときは、システム管理者に2段階目を外してもらい、設定し直してください。"
    )


def _time(until: datetime) -> str:
    return clock.local(until).strftime("%H:%M:%S")


def proposed() -> str:
    return _(
        "提案しました。もう一人（権限の承認者か、ほかのシステム管理者）が承認すると、そのとき実行されます。"
        "7日のうちに決まらなければ、なかったことになります。"
    )
