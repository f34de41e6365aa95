"""Tables of cases: the log, what is sealed beside it, and the row that follows from it."""

from typing import Self

from django.db import models
from django.db.models import Q

from sagacity.procedures.cases.types import OVER, Happened, State


class CaseQuerySet(models.QuerySet["Case"]):
    def living(self) -> Self:
        return self.filter(ended_at=None)

    def ours(self) -> Self:
        return self.filter(is_ours=True)


class Case(models.Model):
    """One case. What stands under `# follows` is the fold of its events and is written nowhere else."""

    key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=60, unique=True)
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    sort = models.CharField(max_length=12)
    channel = models.CharField(max_length=10)
    applicant = models.CharField(max_length=80, blank=True)
    inhabitant = models.CharField(max_length=80, blank=True)
    mandate = models.CharField(max_length=80, blank=True)
    client_key = models.CharField(max_length=120, unique=True)
    once_key = models.CharField(max_length=64, blank=True)
    retention = models.CharField(max_length=20)
    submitted_at = models.DateTimeField()
    purge_on = models.DateField(null=True)
    purged_at = models.DateTimeField(null=True)
    # follows
    state = models.CharField(max_length=20, choices=[(one, one) for one in State])
    stage = models.CharField(max_length=60, blank=True)
    division = models.CharField(max_length=80, blank=True)
    assignee = models.CharField(max_length=80, blank=True)
    stage_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_until = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    merged_into = models.CharField(max_length=80, blank=True)
    bill = models.CharField(max_length=80, blank=True)
    fee_yen = models.PositiveIntegerField(default=0)
    is_paid = models.BooleanField(default=False)
    is_ours = models.BooleanField(default=False)
    events = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["once_key"], condition=~Q(once_key="") & Q(ended_at=None), name="one_living_case"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ Q(state__in=sorted(OVER)), name="an_end_is_a_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["division", "due_at", "id"], condition=Q(is_ours=True), name="cases_ours_division"
            ),
            models.Index(
                fields=["division", "stage", "due_at", "id"],
                condition=Q(is_ours=True),
                name="cases_ours_stage",
            ),
            models.Index(
                fields=["assignee", "due_at", "id"], condition=Q(is_ours=True), name="cases_ours_assignee"
            ),
            models.Index(fields=["due_at", "id"], condition=Q(is_ours=True), name="cases_ours"),
            models.Index(fields=["state", "division", "due_at", "id"], name="cases_by_state"),
            # The end is in it, always empty, so that SQLite counts in the index alone.
            models.Index(
                fields=["division", "state", "ended_at"], condition=Q(ended_at=None), name="cases_living"
            ),
            models.Index(fields=["division", "submitted_at", "id"], name="cases_by_day"),
            models.Index(fields=["submitted_at", "id"], name="cases_all_by_day"),
            models.Index(
                fields=["applicant", "submitted_at"], condition=~Q(applicant=""), name="cases_of_whom"
            ),
            models.Index(fields=["inhabitant"], condition=~Q(inhabitant=""), name="cases_of_inhabitant"),
            models.Index(fields=["bill"], condition=~Q(bill=""), name="cases_by_bill"),
            models.Index(
                fields=["purge_on"],
                condition=Q(purged_at=None, purge_on__isnull=False),
                name="cases_to_purge",
            ),
        ]


class Event(models.Model):
    """One entry of the log. The database refuses to change it, and to take it before its case is purged."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(one, one) for one in Happened])
    at = models.DateTimeField()
    actor = models.CharField(max_length=80, blank=True)
    actor_kind = models.CharField(max_length=10)
    division = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=10)
    version = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)  # of what is sealed beside it
    client_key = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="entries_stand_in_a_row"),
            models.UniqueConstraint(
                fields=["case", "client_key"], condition=~Q(client_key=""), name="one_wish_is_done_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"],
                condition=Q(kind__in=["asked", "corrected"]),
                name="cases_put_right",
            )
        ]


class Content(models.Model):
    """What was answered or said with one entry, under a seal; it goes when the years of its case are over."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="content")
    sealed = models.BinaryField()


class Paper(models.Model):
    """One document that was handed in with a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    event = models.PositiveIntegerField()
    paper = models.CharField(max_length=60)
    upload = models.CharField(max_length=80, db_index=True)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "event", "paper", "place"], name="a_paper_has_its_place")
        ]


class Words(models.Model):
    """What a case is found by, folded; its bigrams lie beside it (see migrations)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="words")
    body = models.TextField()


class Visit(models.Model):
    """A case in one stage, from when to when: for figures."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    procedure = models.CharField(max_length=80)
    stage = models.CharField(max_length=60)
    division = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["left_at", "division"], name="cases_visits_left"),
            models.Index(fields=["case"], condition=Q(left_at=None), name="cases_visits_open"),
        ]


class Relation(models.Model):
    """Two cases that have to do with each other; kept both ways."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="related_from")
    how = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other"], name="two_cases_are_related_once")]


class Token(models.Model):
    """A hand-over that nobody has taken yet: only the hash of its token is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)


class Counter(models.Model):
    """The last number given in one fiscal year under one label."""

    label = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "year"], name="one_counter_a_year")]
