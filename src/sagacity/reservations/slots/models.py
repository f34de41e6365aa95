"""Tables of slots. The guards that no constraint of Django can say stand in the migrations."""

from django.db import models

from sagacity.reservations.slots.types import RoundState, SlotState, WaiterState


class Resource(models.Model):
    """Something whose time is promised."""

    key = models.CharField(max_length=120, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=20)
    area = models.CharField(max_length=80, db_index=True)
    calendar = models.CharField(max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    skills = models.JSONField(default=list)
    note = models.JSONField(default=dict)
    is_there = models.BooleanField(default=True)


class Absence(models.Model):
    """A resource away for a while: staff on leave, a room closed."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="absences")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    because = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends")), name="absence_begins_before_it_ends"
            )
        ]
        indexes = [models.Index(fields=["resource", "begins"], name="absence_of_resource")]


class Service(models.Model):
    """What can be booked; its terms are one JSON, read whole."""

    key = models.CharField(max_length=120, unique=True)
    name = models.JSONField()
    area = models.CharField(max_length=80)
    terms = models.JSONField()
    is_offered = models.BooleanField(default=True)
    resources = models.ManyToManyField(Resource, through="Serves")


class Serves(models.Model):
    """A resource in the pool of a service, with its turn."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT)
    turn = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "resource"], name="a_resource_serves_once"),
        ]
        ordering = ["turn", "id"]


class Slot(models.Model):
    """A time of a resource, promised to somebody."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    state = models.CharField(max_length=20)
    holder = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField(null=True)
    moved_to = models.CharField(max_length=80, blank=True)
    charged = models.CharField(max_length=80, blank=True, default="", db_default="")
    series = models.CharField(max_length=80, blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends")), name="slot_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(state=SlotState.HELD, expires_at__isnull=False)
                | (~models.Q(state=SlotState.HELD) & models.Q(expires_at__isnull=True)),
                name="a_hold_and_only_a_hold_expires",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "begins"], name="slot_of_holder"),
            models.Index(fields=["service", "begins"], name="slot_of_service"),
            models.Index(
                fields=["expires_at"], name="slot_that_expires", condition=models.Q(state=SlotState.HELD)
            ),
            models.Index(fields=["series"], name="slot_of_series", condition=~models.Q(series="")),
        ]


class Occupancy(models.Model):
    """An indivisible part of a resource, filled by a slot from before its buffer until after it.

    Moments are whole seconds since 1970 here: thousands are read for one page of free times.
    """

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="occupancies")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT)
    begins = models.BigIntegerField()
    ends = models.BigIntegerField()
    held_until = models.BigIntegerField(null=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["resource", "begins", "ends", "held_until"],
                name="live_occupancy",
                condition=models.Q(is_live=True),
            )
        ]


class Contact(models.Model):
    """How the desk reaches whoever holds a slot; goes with its name."""

    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    mail = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=20, default="ja")


class Waiter(models.Model):
    """Somebody who waits for a time to come free, in the order of arrival."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    holder = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=WaiterState.WAITING)
    slot = models.OneToOneField(Slot, on_delete=models.PROTECT, null=True, related_name="waiter")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__lt=models.F("until")), name="waiting_begins_before_it_ends"
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "id"], name="the_line", condition=models.Q(state=WaiterState.WAITING)
            ),
            models.Index(fields=["holder"], name="waiter_of_holder"),
        ]


class Round(models.Model):
    """A round of lots. The seed is sealed until it is drawn."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    name = models.JSONField()
    lots = models.JSONField()  # [key of the resource, begins, minutes]
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=20, default=RoundState.OPEN)
    promise = models.CharField(max_length=64)
    sealed = models.BinaryField()
    seed = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    numbers = models.JSONField(default=list)
    results = models.JSONField(default=dict)
    last_number = models.PositiveIntegerField(default=0)


class Entry(models.Model):
    """Somebody who takes part in a round, once."""

    key = models.CharField(max_length=80, unique=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entries")
    number = models.CharField(max_length=12)
    person = models.CharField(max_length=80, null=True)  # who has proven who they are; None once forgotten
    holder = models.CharField(max_length=80, blank=True)
    wishes = models.JSONField()
    slot = models.OneToOneField(Slot, on_delete=models.PROTECT, null=True, related_name="entry")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_entry_for_each_person"),
            models.UniqueConstraint(fields=["round", "number"], name="one_entrant_for_each_number"),
        ]
