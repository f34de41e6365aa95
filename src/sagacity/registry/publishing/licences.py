"""Licences with an address, and those that are only a sentence."""

_ADDRESSES = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "pdl1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "pdl-1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "mit": "https://opensource.org/license/mit",
    "odbl-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def address(licence: str) -> str:
    """Where the licence can be read; empty when it is only named."""
    if licence.startswith(("http://", "https://")):
        return licence
    return _ADDRESSES.get(licence.strip().lower().replace(" ", "-"), "")
