from sagacity.kit.ui.missing import missing_strings


def test_residents_and_interpreters_read_it_in_every_language() -> None:
    assert missing_strings(package="sagacity.miniapps.remote") == []
