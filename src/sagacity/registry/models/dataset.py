from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class DataSet(models.Model):
    """One kind of thing the city publishes, such as its shelters, and the edition in force."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, unique=True)
    slug = models.CharField(max_length=120, unique=True)
    title = models.JSONField(default=dict)
    description = models.TextField(blank=True)
    publisher = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    update_cycle = models.CharField(max_length=20, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    standard = models.CharField(max_length=120, blank=True)
    legend = models.JSONField(default=dict)
    public = models.BooleanField(default=True)
    edition = models.CharField(max_length=40, blank=True)
    issued = models.DateField(null=True)
    modified = models.DateTimeField()
    records = models.PositiveIntegerField(default=0)
    current_run = models.CharField(max_length=200, blank=True)


class Edition(models.Model):
    """What one published run made of a data set: how much, how complete, from which file."""

    dataset = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="editions")
    label = models.CharField(max_length=40)
    run = models.CharField(max_length=200, unique=True)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    published_at = models.DateTimeField()
    records = models.PositiveIntegerField()
    required_filled = models.FloatField(default=0)
    recommended_filled = models.FloatField(default=0)
    file = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(required_filled__gte=0) & models.Q(required_filled__lte=1),
                name="required_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(recommended_filled__gte=0) & models.Q(recommended_filled__lte=1),
                name="recommended_share_is_a_share",
            ),
        ]
