"""What a clerk is told when something could not be said, and how languages are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sagacity.kit.city import api as city
from sagacity.messaging.conversation import api as conversation

WAYS: dict[str, Promise | str] = {
    conversation.How.TAPPED.value: lazy("語句の板"),
    conversation.How.TYPED.value: lazy("文字"),
    conversation.How.SPOKEN.value: lazy("声"),
}


def refusal(why: Exception) -> str:
    """Why nothing was said, and what to do."""
    if isinstance(why, conversation.NothingSaid):
        return _("文を書いてから送ってください。")
    if isinstance(why, conversation.TooLong):
        return _("長すぎます。%(n)s文字までに分けて送ってください。") % {"n": why.longest}
    if isinstance(why, conversation.MyNumberSaid):
        return _(
            "個人番号（マイナンバー）と思われる数字があります。送っていません。消してから送ってください。"
        )
    if isinstance(why, conversation.TooMuch):
        return _("この会話は長くなりすぎました。終わってから、新しい会話を始めてください。")
    if isinstance(why, conversation.NoSuchLanguage):
        return _("この言語は使えません。一覧からえらんでください。")
    return _("この語句は、いまの板にありません。ページを開き直して、もう一度おしてください。")


def languages() -> list[tuple[str, str]]:
    """The city's languages, each by its own name, with Japanese first for those who do not hear."""
    return [(one.code, one.name) for one in city.languages()]


def language(code: str) -> str:
    return dict(languages()).get(code, code)
