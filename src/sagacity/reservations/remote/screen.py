"""What the page of a seat needs beside its own buttons: addresses and words for its script."""

import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import servers, types
from sagacity.reservations.remote.types import Role


def as_context(*, seat: types.Seat, token: str, at: datetime) -> dict[str, Any]:
    """For `remote/talk.html`; the page adds `page_url` and `picture_url`."""
    line = queue.line(key=seat.call.line)
    return {
        "role": seat.role.value,
        "live": f"/live/remote/{token}",
        "servers": json.dumps(servers.servers(name=seat.role.value, at=at)),
        "telephone": line.telephone,
        "words": words(),
        "is_over": seat.call.state is types.State.ENDED,
    }


def words() -> dict[str, Any]:
    """What the script says."""
    return {
        "roles": {
            Role.CLERK: _("窓口の職員"),
            Role.RESIDENT: _("市民"),
            Role.INTERPRETER: _("通訳"),
        },
        "me": _("自分"),
        "note_for_clerk": _("引き継ぎ"),
        "waiting": _("送っていない文：{n}件。つながると送ります。"),
        "lost": _("通信が切れました。つなぎ直しています。このページを閉じないでください。"),
        "over": _("このページは終わりました。別の画面で開き直したか、話が終わっています。"),
        "here": _("{who}が入りました。"),
        "away": _("{who}の通信が切れました。戻るのを待っています。"),
        "connected": _("つながっています。"),
        "connecting": _("映像をつないでいます。"),
        "wait_for": _("相手を待っています。"),
        "wait": _("次の担当に引き継ぎました。このまま待ってください。"),
        "picture": _("写真が届きました。"),
        "changed": _("相手が申請書を変えました。いま書いているものを送ると、新しい内容が出ます。"),
        "no_picture": _("写真は送らないと答えました。"),
        "no_video": _("{who}の映像がありません。文字か電話で話してください。"),
        "asked": _("写真を頼みました。相手が見て、送るのを待ちます。"),
        "sent": _("申請を受け付けました。受付番号は {number} です。"),
        "sending": _("送っています。"),
        "not_sent": _("送れませんでした。もう一度おしてください。"),
        "trouble": {
            "refused": _(
                "カメラとマイクを使うことが許されていません。ブラウザーのアドレスの横の絵から許して、もう一度確かめてください。"
            ),
            "busy": _(
                "カメラかマイクを、ほかのアプリが使っています。そのアプリを閉じて、もう一度確かめてください。"
            ),
            "missing": _(
                "カメラもマイクも見つかりません。つないでから、もう一度確かめてください。文字と電話でも話せます。"
            ),
            "insecure": _("このつなぎ方では、カメラを使えません。文字と電話で話してください。"),
            "no_camera": _("カメラが見つからないので、声だけを送ります。"),
            "no_microphone": _("マイクが見つからないので、映像だけを送ります。声は電話で話してください。"),
        },
    }
