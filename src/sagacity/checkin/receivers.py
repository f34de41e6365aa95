"""What checkin does about its own news: a certificate falls with the stay behind it."""

from sagacity.checkin import certificates, signals, types


@signals.reception_changed.receiver
def certificates_follow_what_is_corrected(news: types.ReceptionNews) -> None:
    certificates.follow(subject=news.subject, at=news.at)
