"""What a place offers: the columns of the standards that residents ask for, by topic, in their language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.registry import api as registry

# column of the standards → what residents read
ABOUT = {
    "説明": later("説明"),
    "概要": later("概要"),
    "種別": later("種類"),
    "医療機関の種類": later("種類"),
    "文化財分類": later("文化財の分類"),
    "設置者": later("設置した人・団体"),
    "団体名": later("運営する団体"),
}
SERVICES = {
    "診療科目": later("診療科目"),
    "時間外における対応": later("時間外の対応"),
    "病床数": later("ベッドの数"),
    "実施サービス": later("サービス"),
    "定員": later("定員"),
    "収容定員": later("定員"),
    "受入年齢": later("受け入れる年齢"),
    "一時預かりの有無": later("一時預かり"),
    "病児保育の有無": later("病児保育"),
    "授乳室": later("授乳室"),
    "おむつ替えコーナー": later("おむつ替え"),
    "ベビーカー貸出": later("ベビーカーの貸し出し"),
    "飲食可否": later("飲食"),
    "料金(基本)": later("料金（円）"),
    "料金(詳細)": later("料金"),
    "バリアフリー情報": later("バリアフリー"),
    "バリアフリートイレ数": later("バリアフリートイレの数"),
    "車椅子使用者用トイレ有無": later("車いすで使えるトイレ"),
    "乳幼児用設備設置トイレ有無": later("赤ちゃんの設備があるトイレ"),
    "オストメイト設置トイレ有無": later("オストメイトのトイレ"),
    "SSID": later("Wi-Fiの名前(SSID)"),
    "提供エリア": later("使えるところ"),
    "wheelchair_boarding": later("車いすでの乗り降り"),
    "platform_code": later("のりば"),
}
PARKING = {
    "駐車場情報": later("駐車場"),
    "駐車場有無": later("駐車場"),
    "駐輪場情報": later("駐輪場"),
    "アクセス方法": later("行き方"),
}
AED = {
    "設置位置": later("置いてあるところ"),
    "小児対応設備の有無": later("子ども用の設備"),
    "外部利用不可": later("外の人の利用"),
}
SHELTER = {
    "想定収容人数": later("入れる人数の目安"),
    "受入対象者": later("受け入れる人"),
    "対象となる町会・自治会": later("対象の町会・自治会"),
    "その他市町村長が必要と認める事項": later("そのほか"),
    "標高": later("標高（m）"),
}


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str


def lines(facets: Iterable[registry.Facet], columns: Mapping[str, str]) -> list[Line]:
    """What the facets say in these columns; what several say alike stands once."""
    return list(dict.fromkeys(line for facet in facets for line in facts(facet.fields, columns)))


def facts(fields: Mapping[str, Any], columns: Mapping[str, str]) -> list[Line]:
    """What one row says in these columns."""
    return [
        Line(_(label), said)
        for column, label in columns.items()
        if (said := registry.in_words(value=fields.get(column)))
    ]
