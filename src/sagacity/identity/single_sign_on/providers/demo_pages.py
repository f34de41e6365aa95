"""Pages of the demonstration's provider; it is nobody's real directory and says so on each."""

from collections.abc import Iterable
from html import escape

from sagacity.identity.single_sign_on.providers.demo_people import MISCHIEFS, Member

_STYLE = """
body{font:16px/1.7 system-ui,sans-serif;margin:0;background:#eef3f1;color:#1a1a1a}
header{background:#0b4a3a;color:#fff;padding:.8rem 1rem}main{max-width:36rem;margin:0 auto;padding:1rem}
h1{font-size:1.3rem}button,select{font:inherit;min-height:48px;box-sizing:border-box}
.who{display:block;width:100%;text-align:left;background:#fff;border:2px solid #0b4a3a;border-radius:12px;
padding:.6rem 1rem;margin:.6rem 0;cursor:pointer}.who b{display:block}.who span{color:#444;font-size:.9rem}
.stop{background:none;border:0;text-decoration:underline;color:#1a1a1a}
:focus-visible{outline:4px solid #000;outline-offset:2px}.bad{color:#a00000;font-weight:bold}
"""


def people(request: str, known: Iterable[Member]) -> str:
    """Who signs in; there are no passwords here, so that nobody types a real one."""
    rows = "".join(
        f'<button class="who" name="who" value="{escape(one.key)}"><b>{escape(one.name)}</b>'
        f"<span>{escape(_about(one))}</span></button>"
        for one in known
    )
    choices = "".join(
        f'<option value="{escape(each)}">{escape(said)}</option>' for each, said in MISCHIEFS.items()
    )
    return _page(
        "だれとしてサインインしますか",
        "<p>試験用の庁内アカウントです。本物のパスワードは入れられません。</p>"
        f'<form method="post" action="choose"><input type="hidden" name="request" value="{escape(request)}">'
        f'{rows}<p><label for="mischief">サーバーの動き（試験用）</label><br>'
        f'<select id="mischief" name="mischief">{choices}</select></p>'
        '<p><button class="stop" name="who" value="">やめて戻る</button></p></form>',
    )


def _about(one: Member) -> str:
    return "　".join(part for part in (one.login, one.division, one.note) if part)


def problem(said: str) -> str:
    return _page("うまくいきません", f'<p class="bad" role="alert">{escape(said)}</p>')


def signed_out() -> str:
    return _page("サインアウトしました", "<p>試験用の庁内アカウントからサインアウトしました。</p>")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}｜庁内の認証（デモ）</title><style>{_STYLE}</style></head><body>"
        "<header>庁内の認証サーバーのデモ</header>"
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )
