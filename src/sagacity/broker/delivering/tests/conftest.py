"""What tests of delivering need."""

from sagacity.broker.delivering.testing import receiver as receiver
