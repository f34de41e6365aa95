"""What stands in the books, in the words of the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.ledger import api as ledger
from sagacity.ledger.api import AccountKind, BillState, Mismatch, PaymentState, RefundState, RefusedKind

STATES: dict[str, tuple[Promise, str]] = {
    BillState.OPEN: (gettext_lazy("未納"), "yellow"),
    BillState.PAID: (gettext_lazy("納付済み"), "green"),
    BillState.PART_REFUNDED: (gettext_lazy("一部返金"), "blue"),
    BillState.REFUNDED: (gettext_lazy("全額返金"), "blue"),
    BillState.CANCELLED: (gettext_lazy("取り消し"), ""),
}
FILTERS: dict[str, Promise] = {
    **{state: name for state, (name, _colour) in STATES.items()},
    "overdue": gettext_lazy("納期限が過ぎた"),
    "under_way": gettext_lazy("支払いの途中"),
    "questioned": gettext_lazy("確認中のお金あり"),
}
TRIES: dict[str, Promise] = {
    PaymentState.STARTED: gettext_lazy("始めた"),
    PaymentState.PENDING: gettext_lazy("支払い会社が待っている"),
    PaymentState.EXPIRED: gettext_lazy("時間が過ぎた"),
    PaymentState.FAILED: gettext_lazy("払われなかった"),
    PaymentState.QUESTIONED: gettext_lazy("確認中"),
    PaymentState.SETTLED: gettext_lazy("届いた"),
    PaymentState.CHARGED_BACK: gettext_lazy("引き戻された"),
    PaymentState.RETURNED: gettext_lazy("返した"),
    PaymentState.ASSIGNED: gettext_lazy("ほかの請求に充てた"),
}
WHY: dict[str, Promise] = {
    "amount": gettext_lazy("請求と違う額が届きました。"),
    "currency": gettext_lazy("円ではないお金が届きました。帳簿には載っていません。"),
    "second": gettext_lazy("この請求は、もう別の支払いで納付済みです。二重に届きました。"),
    "cancelled": gettext_lazy("取り消した請求にお金が届きました。"),
    "declined": gettext_lazy("支払い会社が断りました。"),
    "called_off": gettext_lazy("払う人か市が、途中でやめました。"),
    "away": gettext_lazy("支払い会社につながりませんでした。"),
    "timeout": gettext_lazy("期限までに払われませんでした。"),
    "disputed": gettext_lazy("カードの持ち主が、支払いに異議を申し立てました。"),
}
REFUNDS: dict[str, Promise] = {
    RefundState.ASKED: gettext_lazy("支払い会社の返事待ち"),
    RefundState.DONE: gettext_lazy("返した"),
    RefundState.REFUSED: gettext_lazy("支払い会社が断った"),
}
WAYS: dict[str, Promise] = {
    "return": gettext_lazy("払った人が戻ってきて"),
    "webhook": gettext_lazy("支払い会社の知らせで"),
    "asked": gettext_lazy("市が支払い会社に聞いて"),
    "counter": gettext_lazy("窓口で"),
    "here": gettext_lazy("市の時計で"),
}
OUTCOMES: dict[str, Promise] = {
    "pending": gettext_lazy("待っている"),
    "settled": gettext_lazy("払われた"),
    "failed": gettext_lazy("払われなかった"),
    "expired": gettext_lazy("時間が過ぎた"),
    "refunded": gettext_lazy("返した"),
    "refund_refused": gettext_lazy("返金を断った"),
    "charged_back": gettext_lazy("引き戻した"),
}
EFFECTS: dict[str, Promise] = {
    "moved": gettext_lazy("記録した"),
    "known": gettext_lazy("もう知っていた"),
    "questioned": gettext_lazy("合わないので、職員に回した"),
}
KINDS: dict[str, tuple[Promise, Promise]] = {
    RefusedKind.FORGED: (
        gettext_lazy("偽の知らせ"),
        gettext_lazy("正しい署名がないか、時間がたちすぎています。何も記録していません。"),
    ),
    RefusedKind.UNREADABLE: (
        gettext_lazy("読めない知らせ"),
        gettext_lazy("署名は正しいのに、約束した形ではありません。支払い会社に聞いてください。"),
    ),
    RefusedKind.UNKNOWN: (
        gettext_lazy("知らない支払いの知らせ"),
        gettext_lazy("署名は正しいのに、市が始めた支払いではありません。支払い会社に聞いてください。"),
    ),
    RefusedKind.OTHERWISE: (
        gettext_lazy("記録と合わない知らせ"),
        gettext_lazy("知っている支払いについて、記録と違うことを知らせてきました。帳簿は動かしていません。"),
    ),
}
ODD: dict[str, Promise] = {
    "no signature": gettext_lazy("署名がない"),
    "a wrong signature": gettext_lazy("署名が違う"),
    "a signature of another time": gettext_lazy("署名の時刻が古いか、先すぎる"),
    "signed, and no JSON object": gettext_lazy("署名は正しいが、中身を読めない"),
    "signed, and not what was agreed": gettext_lazy("署名は正しいが、約束した項目がない"),
    "no such payment": gettext_lazy("市が始めた支払いの中にない"),
}
REASONS: dict[str, tuple[Promise, Promise]] = {
    Mismatch.ONLY_THERE: (
        gettext_lazy("報告だけにある"),
        gettext_lazy("市の帳簿にない支払いです。精算すると、差額の勘定に分けて記帳します。"),
    ),
    Mismatch.ONLY_HERE: (
        gettext_lazy("帳簿だけにある"),
        gettext_lazy("会社の報告にありません。精算しても会社に残るので、会社に聞いてください。"),
    ),
    Mismatch.AMOUNT: (
        gettext_lazy("額が違う"),
        gettext_lazy("どちらにもありますが、額が違います。違いは差額の勘定に記帳します。"),
    ),
    Mismatch.ANOTHER_DAY: (
        gettext_lazy("日が違う"),
        gettext_lazy("帳簿では別の日です。夜中をまたいだものなどで、そのまま精算できます。"),
    ),
}
ACCOUNTS: dict[str, Promise] = {
    AccountKind.INCOME: gettext_lazy("収入"),
    AccountKind.RECEIVABLE: gettext_lazy("未収"),
    AccountKind.PROVIDER: gettext_lazy("支払い会社・機械が持つ"),
    AccountKind.TILL: gettext_lazy("レジの現金"),
    AccountKind.BANK: gettext_lazy("銀行"),
    AccountKind.PREPAID: gettext_lazy("預かり"),
    AccountKind.DIFFERENCE: gettext_lazy("差額"),
    AccountKind.CHARGES: gettext_lazy("手数料（会社が取る分）"),
}
PROVIDERS: dict[str, Promise] = {
    "hosted": gettext_lazy("支払い会社"),
    "debit": gettext_lazy("口座振替"),
    "counter_cash": gettext_lazy("窓口の現金"),
    "counter_card": gettext_lazy("窓口のカード・コードの機械"),
}


def method(provider: str, key: str) -> str:
    """How it was paid."""
    names = {one.key: one.name["ja"] for one in ledger.methods()}
    return str(PROVIDERS[key]) if key in PROVIDERS else names.get(key, key)


def why(said: str) -> str:
    return str(WHY.get(said, said))


def fee(key: str) -> str:
    """The name of a fee item, as the tariff has it now."""
    if key in {"", "other"}:
        return _("手数料の項目なし")
    if key == "unexplained":
        return _("雑入（差額の整理）")
    rule = ledger.tariff().rules.get(key)
    return rule.name["ja"] if rule else key


FACTS: dict[str, Promise] = {
    "channel": gettext_lazy("どこで"),
    "residence": gettext_lazy("住んでいるところ"),
    "age": gettext_lazy("年齢"),
    "purpose": gettext_lazy("目的"),
    "status": gettext_lazy("身分"),
    "variant": gettext_lazy("種類"),
    "issuer": gettext_lazy("発行する市"),
    "booked": gettext_lazy("予約の時期"),
}
VALUES: dict[str, Promise] = {
    "counter": gettext_lazy("窓口"),
    "convenience": gettext_lazy("コンビニ"),
    "online": gettext_lazy("オンライン"),
    "resident": gettext_lazy("市民"),
    "other": gettext_lazy("市外の人"),
    "child": gettext_lazy("子ども"),
    "adult": gettext_lazy("大人"),
    "viewing": gettext_lazy("閲覧"),
    "light_vehicle": gettext_lazy("軽自動車の住所の証明"),
    "disaster_victim": gettext_lazy("災害にあった人"),
    "youth_group": gettext_lazy("青少年の団体"),
    "removed": gettext_lazy("除籍・改製原戸籍"),
    "acceptance": gettext_lazy("受理証明書"),
    "other_city": gettext_lazy("ほかの市（広域交付）"),
    "early": gettext_lazy("早い予約"),
}
COUNTS_ON: dict[str, Promise] = {
    "application": gettext_lazy("申請の日のきまり"),
    "issue": gettext_lazy("交付の日のきまり"),
    "payment": gettext_lazy("支払いの日のきまり"),
}
FAULTS: dict[str, Promise] = {
    "no_price": gettext_lazy("額のない場合がある"),
    "two_prices": gettext_lazy("同じ場合に額が二つある"),
    "price_never_used": gettext_lazy("使われない額がある"),
    "missing_words": gettext_lazy("ことばが足りない"),
    "not_confirmed": gettext_lazy("市がまだ確かめていない"),
}


def fact(name: str) -> str:
    """What a condition asks about; a city's own words stay as the pack has them."""
    return str(FACTS.get(name, name))


def value(said: str) -> str:
    return str(VALUES.get(said, said))


def fault(one: ledger.Fault) -> str:
    return str(FAULTS.get(one.code, one.code))
