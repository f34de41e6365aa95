from sagacity.kit.ui.missing import missing_strings


def test_the_screen_reads_in_every_language() -> None:
    assert missing_strings(package="sagacity.miniapps.talk") == []
