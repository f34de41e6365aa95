"""Every text of the app in every language."""

from sagacity.kit.ui.missing import missing_strings

STAFF = ("desk*.py", "forms.py", "templatetags/garbage_desk.py", "templates/garbage/desk_*.html")


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.garbage", staff_files=STAFF) == []
