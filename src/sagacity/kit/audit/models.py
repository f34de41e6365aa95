from typing import Any, Never

from django.db import models


class AppendOnly(Exception):
    """A line of the audit log cannot be changed or taken out; write a further line that explains."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: object) -> Never:
        raise AppendOnly("update")

    def delete(self) -> Never:
        raise AppendOnly("delete")


class AppendOnlyRow(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"save {self.pk}")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly(f"delete {self.pk}")


class Line(AppendOnlyRow):
    """One thing that one person did or read."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    actor_name = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=100)
    thing = models.CharField(max_length=300)
    purpose = models.CharField(max_length=500, blank=True)
    before = models.CharField(max_length=64, blank=True)  # digests: the log proves, it does not copy
    after = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=120, blank=True, db_default="")  # key of the person it is about
    division = models.CharField(max_length=80, blank=True, db_default="")  # of the actor, on that day
    group = models.CharField(max_length=40, blank=True, db_default="")  # which columns were read
    channel = models.CharField(max_length=40, blank=True, db_default="")  # desk, counter, scanner, api …
    visible_from = models.DateTimeField(null=True)  # looks that a law withholds from their subject until then

    class Meta:
        indexes = [
            models.Index(fields=["thing", "id"], name="audit_by_thing"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["subject", "id"], name="audit_by_subject", condition=~models.Q(subject="")),
        ]


class Seal(AppendOnlyRow):
    """The link that fastens one line to the chain."""

    number = models.PositiveBigIntegerField(unique=True)
    day = models.DateField()
    line = models.PositiveBigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)  # of the form that is digested

    class Meta:
        indexes = [models.Index(fields=["day", "number"], name="seals_by_day")]


class Head(models.Model):
    """The end of the chain; its row is the lock that lets one sealer work at a time."""

    name = models.CharField(max_length=10, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    day = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    last_line = models.PositiveBigIntegerField(default=0)  # the highest that has a seal
    floor = models.PositiveBigIntegerField(default=0)  # up to here nothing is looked for any more
    next_floor = models.PositiveBigIntegerField(default=0)


class Dropped(AppendOnlyRow):
    """A beginning of the chain that was taken out after its years; the rest starts from its digest."""

    through = models.PositiveBigIntegerField(unique=True)  # number of the last seal that is gone
    day = models.DateField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    file = models.CharField(max_length=200)  # where the lines were written out
    file_digest = models.CharField(max_length=64)
