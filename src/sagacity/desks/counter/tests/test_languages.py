from sagacity.desks.counter import templates_of_messages as at_hand
from sagacity.kit.city import api as city
from sagacity.kit.ui.missing import missing_strings


def test_no_text_of_the_desk_lacks_english() -> None:
    assert missing_strings(package="sagacity.desks.counter", staff_only=True) == []


def test_every_text_at_hand_is_written_in_the_languages_of_residents() -> None:
    lacking = {
        one.key: {*city.LANGUAGE_NAMES} - {*one.text}
        for one in at_hand.read(at_hand.OWN)
        if {*city.LANGUAGE_NAMES} - {*one.text}
    }

    assert lacking == {}
