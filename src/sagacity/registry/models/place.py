from django.db import models

HERE = models.Q(latitude__isnull=False) & models.Q(longitude__isnull=False)
NOWHERE = models.Q(latitude__isnull=True) & models.Q(longitude__isnull=True)


class Place(models.Model):
    """Somewhere in the city: what all its records together say, worked out anew whenever one changes."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)  # folded, for matching
    name_kana = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    address = models.JSONField(default=dict)
    town = models.CharField(max_length=120, blank=True, db_index=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    url = models.CharField(max_length=500, blank=True)
    days = models.CharField(max_length=20, blank=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    hours_note = models.TextField(blank=True)
    note = models.TextField(blank=True)
    kinds = models.CharField(max_length=500)  # "|aed|shelter|": the map asks without a join
    parking = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=HERE | NOWHERE, name="a_point_has_two_coordinates")]
        indexes = [
            models.Index(fields=["latitude", "longitude", "kinds"], name="place_on_the_map"),
            models.Index(fields=["name_key", "town"], name="place_name_town"),
        ]


class PlaceAlias(models.Model):
    """A key a place had before it was joined to another: old links and QR codes keep working."""

    key = models.CharField(max_length=200, unique=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()


class DuplicateProposal(models.Model):
    """Two places that may be one; only a person joins them or says that they are two."""

    key = models.CharField(max_length=200, unique=True)
    one = models.CharField(max_length=200)
    other = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    metres = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="open")  # open | joined | apart
    run = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_proposal_per_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_is_in_order"),
        ]
