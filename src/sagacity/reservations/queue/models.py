"""Tables of the queue: the log is the truth, everything else is worked out of it."""

from django.db import models


class Entry(models.Model):
    """Something that happened to a ticket; only ever added (a trigger refuses to change one)."""

    key = models.CharField(max_length=120, unique=True)
    ticket = models.CharField(max_length=80, db_index=True)
    what = models.CharField(max_length=20)
    clock = models.DateTimeField()
    branch = models.CharField(max_length=40, blank=True)
    counter = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    by = models.CharField(max_length=120, blank=True)
    heard_at = models.DateTimeField()


class Ticket(models.Model):
    """A ticket as its entries make it, kept so that a line can be asked for."""

    key = models.CharField(max_length=80, unique=True)
    line = models.CharField(max_length=40)
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    priority = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20)
    issued_at = models.DateTimeField()
    turn_at = models.DateTimeField()
    appointment_at = models.DateTimeField(null=True)
    slot = models.CharField(max_length=80, blank=True)
    case = models.CharField(max_length=120, blank=True)
    desk = models.CharField(max_length=80, blank=True)
    branch = models.CharField(max_length=40, blank=True)
    calls = models.PositiveIntegerField(default=0)
    conflicts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # how many entries it is made of

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=~models.Q(slot=""), name="one_ticket_for_one_appointment"
            ),
        ]
        indexes = [
            models.Index(fields=["line", "state", "issued_at"], name="ticket_in_line"),
            models.Index(fields=["issued_at"], name="ticket_of_day"),
        ]


class Visit(models.Model):
    """One stay of a ticket in one line; figures are counted from these."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="visits")
    turn = models.PositiveIntegerField()
    line = models.CharField(max_length=40)
    since = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    desk = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "turn"], name="a_stay_has_its_turn")]
        indexes = [
            models.Index(fields=["line", "ended_at"], name="visit_that_ended"),
            models.Index(fields=["since"], name="visit_of_day"),
        ]


class Count(models.Model):
    """How many numbers a line has given out on a day."""

    line = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "day"], name="one_count_for_a_line_and_day")]


class Desk(models.Model):
    """A desk at which somebody works, from opening to closing."""

    key = models.CharField(max_length=80, unique=True)
    label = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    lines = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "label"],
                condition=models.Q(closed_at__isnull=True),
                name="a_desk_is_opened_once",
            )
        ]


class Holder(models.Model):
    """Whose phone is told when a ticket is called; gone the night after."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="held_by")
    person = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=10, default="ja")


class OpinionCount(models.Model):
    """How often visitors of a line gave one answer on a day; no row says whose."""

    day = models.DateField()
    line = models.CharField(max_length=40)
    about = models.CharField(max_length=10)
    answer = models.CharField(max_length=20)
    many = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "line", "about", "answer"], name="one_count_of_an_opinion_a_day"
            )
        ]


class Answered(models.Model):
    """That a ticket was asked already, under a mark made with the secret of the house; gone at night."""

    mark = models.CharField(max_length=64, unique=True)
