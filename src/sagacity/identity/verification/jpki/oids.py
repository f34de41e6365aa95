"""Object identifiers of JPKI (プロファイル仕様書, 1.2.392.200149.8.5)."""

from typing import Final

BASE: Final = "1.2.392.200149.8.5"
SIGNING_POLICY: Final = f"{BASE}.1.1.20"  # 署名用電子証明書
AUTHENTICATION_POLICY: Final = f"{BASE}.1.3.30"  # 利用者証明用電子証明書
NAME: Final = f"{BASE}.5.1"
NAME_SUBSTITUTES: Final = f"{BASE}.5.2"
SEX: Final = f"{BASE}.5.3"
BIRTH_DATE: Final = f"{BASE}.5.4"
ADDRESS: Final = f"{BASE}.5.5"
ADDRESS_SUBSTITUTES: Final = f"{BASE}.5.6"
FACTS: Final = (NAME, NAME_SUBSTITUTES, SEX, BIRTH_DATE, ADDRESS, ADDRESS_SUBSTITUTES)
