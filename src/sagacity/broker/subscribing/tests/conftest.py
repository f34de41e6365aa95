"""What tests of subscribing need."""

from sagacity.broker.delivering.testing import receiver as receiver
