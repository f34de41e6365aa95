"""Why somebody who went to the city's own sign-in is not signed in here when they come back: stable codes."""

from sagacity.kit.openid import api as openid


class NotSignedOn(openid.NotProven):
    """The way to the city's own sign-in and back opened nothing."""

    reason = "not_signed_on"


class NotConnected(NotSignedOn):
    """The city has set up no single sign-on."""

    reason = "not_connected"


class StaffStopped(NotSignedOn):
    """The person stopped there, or was not let in there."""

    reason = "staff_stopped"


class ProviderSaysNo(NotSignedOn):
    """The provider answered with an error of another kind."""

    reason = "provider_says_no"


class OtherWay(NotSignedOn):
    """Nobody set out with this state in this browser, too long ago, or came back with it before."""

    reason = "other_way"


class NotAgreed(NotSignedOn):
    """The provider does not sign as the settings say, or offers no way to prove the city that they name."""

    reason = "not_agreed"


class TableBroken(NotSignedOn):
    """The table of groups and roles cannot be read: nobody is let in with roles of yesterday's table."""

    reason = "table_broken"


class NoLogin(NotSignedOn):
    """The provider did not say a name that could be a login of ours."""

    reason = "no_login"


class Stranger(NotSignedOn):
    """They are who they say, and have no account here."""

    reason = "stranger"


class LinkedToAnother(NotSignedOn):
    """The account of this name belongs to somebody else there: a name that was given to a second person."""

    reason = "linked_to_another"
