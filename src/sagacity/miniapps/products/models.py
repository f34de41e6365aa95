"""Tables of local products: what is public, what is being written, and every step."""

from django.db import models
from django.db.models import Q


class Product(models.Model):
    """A local product; what residents see stays as it is while a draft is written."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=160, unique=True)  # a form sent twice makes one product
    live = models.JSONField(null=True)
    draft = models.JSONField(null=True)
    editors = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=400, blank=True)
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=80)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(live__isnull=False) | Q(draft__isnull=False), name="product_says_something"
            ),
        ]


class Step(models.Model):
    """One step of a product's history; only ever added."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12)
    content = models.JSONField(null=True)
    by = models.CharField(max_length=120)
    by_name = models.CharField(max_length=80)
    why = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="one_step_per_number_of_a_product"),
        ]
