"""What slots does about news: people are told and can be reached, and times go with the device."""

from sagacity.identity import api as identity
from sagacity.reservations.slots import contacts, models, signals, telling, types


@identity.devices_joined.receiver
def times_go_with_the_device(joined: identity.Joined) -> None:
    """Who booked on a device and signs in there finds the time on every device of theirs."""
    for table in (models.Slot, models.Waiter, models.Entry):
        table._default_manager.filter(holder=joined.old).update(holder=joined.new)


@signals.slot_confirmed.receiver
@signals.slot_given_back.receiver
@signals.slot_moved.receiver
def whoever_has_a_time_can_be_reached(news: types.SlotNews) -> None:
    row = _row(news.slot)
    telling.keep_reachable(row.holder, language=contacts.of(row).language, at=news.at)


@signals.slot_confirmed.receiver
def the_contact_has_it_in_writing(news: types.SlotNews) -> None:
    row = _row(news.slot)
    if row.begins > news.at:
        telling.that_it_is_booked(row, at=news.at)


@signals.slot_offered.receiver
def whoever_waited_hears_of_the_offer(news: types.WaiterNews) -> None:
    telling.that_it_is_offered(_row(news.slot), news)


def _row(key: str) -> models.Slot:
    return models.Slot.objects.select_related("service", "resource").get(key=key)
