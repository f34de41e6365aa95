"""What is said about a faulty answer: what happened and what to do, in the reader's language."""

from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later


def sentence(code: str, *, language: str, **about: object) -> str:
    """One sentence or two; details such as a smallest number fill it in."""
    with translation.override(language):
        said = {name: _day(value) if isinstance(value, date) else value for name, value in about.items()}
        return _(SENTENCES[code]) % {"count": "", **said}


def _day(day: date) -> str:
    return str(formats.date_format(day, "DATE_FORMAT"))


SENTENCES = {
    "missing": later("「%(label)s」に何も書かれていません。書いてください。"),
    "not_chosen": later("「%(label)s」が選ばれていません。一つ選んでください。"),
    "nothing_ticked": later("「%(label)s」が一つも選ばれていません。当てはまるものに印を付けてください。"),
    "nothing_sent": later("「%(label)s」がまだありません。写真やファイルを付けてください。"),
    "no_rows": later("「%(label)s」に一行も書かれていません。少なくとも一行書いてください。"),
    "no_consent": later("「%(label)s」に同意の印がありません。読んで、よければ印を付けてください。"),
    "missing_part": later("「%(label)s」の一部が書かれていません。空いているところを書いてください。"),
    "not_text": later("「%(label)s」は文字で書いてください。"),
    "control_sign": later("「%(label)s」に、表示できない記号が入っています。消して、打ち直してください。"),
    "private_sign": later(
        "「%(label)s」に、ほかの機械では読めない文字（外字）が入っています。別の字で書いてください。正しい字は窓口で確かめます。"
    ),
    "forbidden_number": later(
        "「%(label)s」に、マイナンバー（個人番号）のような12けたの数字があります。ここには書かないで、消してください。"
    ),
    "too_long": later("「%(label)s」は%(count)s文字あります。%(most)s文字までにしてください。"),
    "too_short": later("「%(label)s」は%(count)s文字です。%(least)s文字以上書いてください。"),
    "not_as_asked": later("「%(label)s」が、求められている形に合いません。説明を読んで、直してください。"),
    "not_in_names": later(
        "「%(label)s」に、名前には使えない記号（%(sign)s）が入っています。記号を消してください。"
    ),
    "not_kana": later("「%(label)s」に、かな以外の文字があります。カタカナかひらがなで書いてください。"),
    "not_a_date": later(
        "「%(label)s」を日付として読めません。2026-04-01 か 令和8年4月1日 のように書いてください。"
    ),
    "day_missing": later("「%(label)s」に日がありません。年・月・日をすべて書いてください。"),
    "no_such_day": later("「%(label)s」の日は、こよみにありません。月と日を確かめてください。"),
    "too_early": later("「%(label)s」が早すぎます。%(since)s以後の日を書いてください。"),
    "too_late": later("「%(label)s」が遅すぎます。%(until)s以前の日を書いてください。"),
    "read_as": later("「%(given)s」を%(day)s（%(iso)s）と読みました。ちがうときは直してください。"),
    "not_a_number": later("「%(label)s」を数として読めません。3 のように、数字だけで書いてください。"),
    "too_small": later("「%(label)s」が小さすぎます。%(least)s以上で書いてください。"),
    "too_large": later("「%(label)s」が大きすぎます。%(most)s以下で書いてください。"),
    "not_yes_or_no": later("「%(label)s」の答えが分かりません。「はい」か「いいえ」を選んでください。"),
    "not_an_option": later(
        "「%(label)s」で、いまは選べないものが選ばれています。表示されているものから選んでください。"
    ),
    "not_a_member": later("「%(label)s」に、世帯にいない人が選ばれています。もう一度選んでください。"),
    "not_a_file": later("「%(label)s」のファイルを受け取れていません。もう一度付けてください。"),
    "not_a_place": later("「%(label)s」の場所が分かりません。一覧から選んでください。"),
    "too_few": later("「%(label)s」は%(least)sつ以上選んでください。いまは%(count)sつです。"),
    "too_many": later("「%(label)s」は%(most)sつまで選べます。いまは%(count)sつです。"),
    "not_a_phone": later(
        "「%(label)s」を電話番号として読めません。市外局番から、0952-00-0000 のように書いてください。"
    ),
    "not_a_mail": later(
        "「%(label)s」をメールアドレスとして読めません。hanako@example.jp のように書いてください。"
    ),
    "not_a_postcode": later("「%(label)s」の郵便番号は7けたの数字です。840-0811 のように書いてください。"),
    "not_an_account": later("「%(label)s」を口座として読めません。欄ごとに書いてください。"),
    "not_a_bank": later("「%(label)s」の金融機関コードは4けたの数字です。通帳で確かめてください。"),
    "not_a_branch": later("「%(label)s」の支店コードは3けたの数字です。通帳で確かめてください。"),
    "not_an_account_number": later(
        "「%(label)s」の口座番号は7けたの数字です。通帳で確かめてください。ゆうちょ銀行は、振込用の番号を書いてください。"
    ),
    "not_a_kind_of_account": later("「%(label)s」の口座の種類を選んでください（普通・当座・貯蓄）。"),
    "not_a_holder": later(
        "「%(label)s」の口座名義は、通帳のとおりカタカナで書いてください。漢字は使えません。"
    ),
    "not_a_table": later("「%(label)s」を表として読めません。一行ずつ書いてください。"),
    "too_few_rows": later("「%(label)s」は%(least)s行以上書いてください。いまは%(count)s行です。"),
    "too_many_rows": later(
        "「%(label)s」は%(most)s行まで書けます。いまは%(count)s行です。残りは窓口に出してください。"
    ),
}
