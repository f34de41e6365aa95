import pytest
from pytest_django import Settings

from sagacity.kit import mail


def test_a_city_without_mail_is_told_which_settings_it_lacks(settings: Settings) -> None:
    settings.MAIL_URL = settings.MAIL_FROM = ""

    with pytest.raises(mail.NotSent, match="SAGACITY_MAIL_URL"):
        mail.send(address="hanako@example.jp", title="コード", text="123456")
