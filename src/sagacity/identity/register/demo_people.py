"""People of the demonstration, all invented: names that say so themselves, at addresses that say so too."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person; the address begins with the served city's own name."""

    number: str
    name: str
    kana: str
    born: str
    sex: str
    street: str
    household: str
    support: bool = False
    name_as_given: str = ""


STREET = "{town}９９９番地"
PEOPLE = (
    DemoPerson("D0001", "見本　花子", "ミホン　ハナコ", "昭和60年4月1日", "女", STREET + "１", "H0001"),
    DemoPerson("D0002", "見本　太郎", "ミホン　タロウ", "S58.12.3", "男", STREET + "１", "H0001"),
    DemoPerson("D0003", "見本　さくら", "ミホン　サクラ", "平成30年7月7日", "女", STREET + "１", "H0001"),
    DemoPerson("D0004", "例示　一郎", "レイジ　イチロウ", "1949-01-15", "男", STREET + "２", "H0004"),
    DemoPerson("D0005", "試験　﨑子", "シケン　サキコ", "平成2年1月2日", "女", STREET + "３", "H0005"),
    DemoPerson("D0006", "同名　二郎", "ドウメイ　ジロウ", "1990-05-05", "男", STREET + "４", "H0006"),
    DemoPerson("D0007", "同名　二郎", "ドウメイ　ジロウ", "1990-05-05", "男", STREET + "５", "H0007"),
    DemoPerson("D0008", "架空　守", "カクウ　マモル", "1978-08-08", "男", STREET + "６", "H0008", True),
    DemoPerson("D0009", "TEST PERSON", "テスト　パーソン", "1995-11-20", "男", STREET + "７", "H0009"),
    DemoPerson("D0010", "代替　〓子", "ダイタイ　フミコ", "1966-06-06", "女", STREET + "８", "H0010"),
)  # fmt: skip
