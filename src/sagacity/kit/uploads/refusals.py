"""Why a file was not taken, for a program by its code and for a person in words."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A file that is not taken; `code` is stable, `str(words)` says what happened and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def words(self) -> str:
        return str(WORDS[self.code])


WORDS = {
    "empty": _("ファイルが空です。もう一度選んでください。"),
    "too_large": _(
        "ファイルが大きすぎます（10メガバイトまで）。写真を小さくするか、ページを分けて送ってください。"
    ),
    "unknown": _("この形のファイルは受け取れません。写真（JPEG・PNG）かPDFにして送ってください。"),
    "heic": _(
        "iPhoneの写真の形（HEIC）は受け取れません。「設定」→「カメラ」→「フォーマット」で「互換性優先」を選んで"
        "撮りなおすか、画面に出してスクリーンショットを撮って送ってください。"
    ),
    "broken": _("ファイルがこわれていて開けません。もう一度撮るか、作りなおして送ってください。"),
    "too_many_pixels": _("写真が大きすぎて開けません。小さくして送ってください。"),
    "password": _("パスワードのついたPDFは受け取れません。パスワードを外して送ってください。"),
    "active": _(
        "動くしかけ（プログラムや埋めこみファイル）の入ったPDFは受け取れません。印刷してから写真に撮って送ってください。"
    ),
    "infected": _(
        "安全でないファイルです。受け取らず、消しました。端末をウイルス対策ソフトで確かめてください。"
    ),
    "scanner_away": _("いまファイルの安全を確かめられません。少したってから、もう一度送ってください。"),
}
