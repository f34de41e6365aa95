from sagacity.kit.ui.missing import missing_strings


def test_staff_read_everything_in_english_too() -> None:
    assert missing_strings(package="sagacity.desks.builder", staff_only=True) == []
