"""Pages of the demonstration's authentication app; it is nobody's real app and says so on each."""

from collections.abc import Iterable
from html import escape

from sagacity.identity.verification.providers.demo_cards import (
    MISCHIEFS,
    SIGNING_MISCHIEFS,
    TestCard,
    pin_for,
)

_STYLE = """
body{font:16px/1.7 system-ui,sans-serif;margin:0;background:#f4f1ea;color:#1a1a1a}
header{background:#5b3a00;color:#fff;padding:.8rem 1rem}main{max-width:36rem;margin:0 auto;padding:1rem}
h1{font-size:1.3rem}button,select,input{font:inherit;min-height:48px;box-sizing:border-box}
.card{display:block;width:100%;text-align:left;background:#fff;border:2px solid #5b3a00;border-radius:12px;
padding:.6rem 1rem;margin:.6rem 0;cursor:pointer}.card b{display:block}.card span{color:#444;font-size:.9rem}
.go{background:#5b3a00;color:#fff;border:0;border-radius:8px;padding:0 1.2rem}
.stop{background:none;border:0;text-decoration:underline;color:#1a1a1a}
:focus-visible{outline:4px solid #000;outline-offset:2px}.bad{color:#a00000;font-weight:bold}
"""


def cards(request: str, known: Iterable[TestCard], *, signs: bool = False) -> str:
    """Which test card is laid on the phone."""
    rows = "".join(
        f'<button class="card" name="card" value="{escape(card.key)}"><b>{escape(card.name)}</b>'
        f"<span>{escape(card.note)}　{card.birth_date:%Y-%m-%d}　{escape(card.address)}</span></button>"
        for card in known
    )
    choices = "".join(
        f'<option value="{escape(each)}">{escape(said)}</option>'
        for each, said in (MISCHIEFS | (SIGNING_MISCHIEFS if signs else {})).items()
    )
    return _page(
        "テスト用カード",
        f"<p>どのテスト用カードを読み取りますか。ここに本物のカードや個人の情報は入れられません。</p>"
        f'<form method="post" action="card"><input type="hidden" name="request" value="{escape(request)}">'
        f"{rows}"
        f'<p><label for="mischief">サーバーの動き（試験用）</label><br>'
        f'<select id="mischief" name="mischief">{choices}</select></p>'
        f'<p><button class="stop" name="card" value="">やめて戻る</button></p></form>',
    )


def pin(request: str, card: TestCard, left: int = 0, *, signs: bool = False) -> str:
    """The PIN; that of every test card is the same and stands there."""
    longest, keyboard = (16, "text") if signs else (4, "numeric")
    title = "署名用の暗証番号（英数字6〜16文字）" if signs else "暗証番号（数字4けた）"
    button = "署名して、市のページに戻る" if signs else "確かめて、市のページに戻る"
    wrong = f'<p class="bad" role="alert">暗証番号が違います。あと{left}回です。</p>' if left else ""
    return _page(
        title,
        f"<p>{escape(card.name)} さんのテスト用カード</p>{wrong}"
        f'<form method="post" action="pin"><input type="hidden" name="request" value="{escape(request)}">'
        f'<p><label for="pin">暗証番号</label> （テスト用カードはすべて {pin_for(signs=signs)}）<br>'
        f'<input id="pin" name="pin" type="password" inputmode="{keyboard}" maxlength="{longest}" '
        f'autocomplete="off" autofocus></p><button class="go">{button}</button></form>',
    )


def problem(said: str) -> str:
    return _page("うまくいきません", f'<p class="bad" role="alert">{escape(said)}</p>')


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}｜認証アプリ（デモ）</title><style>{_STYLE}</style></head><body>"
        "<header>認証アプリのデモ：国のアプリではありません</header>"
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )
