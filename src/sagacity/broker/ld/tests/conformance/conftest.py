"""What conformance cases need beside a broker: a receiver, a second broker."""

from sagacity.broker.delivering.testing import receiver as receiver
from sagacity.broker.federating.tests.conftest import neighbour as neighbour
from sagacity.broker.federating.tests.conftest import second_broker as second_broker
