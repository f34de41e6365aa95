"""What can go wrong at the door of messaging; texts are for the people who read them on a page."""


class NoSuchNotice(LookupError):
    """There is no notice of this key, or none that this person may read."""


class NoSuchTopic(LookupError):
    """There is no topic of this key."""


class NotNow(Exception):
    """What is asked does not fit the state in which the notice is."""


class Overtaken(Exception):
    """Somebody else changed the notice first; nothing was written over."""


class SamePerson(Exception):
    """Whoever had a hand in a notice cannot approve it; a second person looks at it."""


class BadDraft(ValueError):
    """A notice that cannot be kept as it is written."""


class NothingSaid(BadDraft):
    """A notice without a Japanese title or body says nothing."""


class BadAudience(BadDraft):
    """An audience that names something the city does not have."""


class BadMark(ValueError):
    """A mark that cannot be kept: no person, no kind, or too much of it."""


class BadPreferences(ValueError):
    """A wish that no channel can keep."""
