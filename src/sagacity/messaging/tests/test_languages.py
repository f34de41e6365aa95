from sagacity.kit.ui.missing import missing_strings


def test_residents_read_everything_in_six_languages() -> None:
    assert missing_strings(package="sagacity.messaging") == []
