from sagacity.kit.ui.missing import missing_strings


def test_applicants_read_it_in_every_language() -> None:
    assert missing_strings(package="sagacity.miniapps.apply") == []
