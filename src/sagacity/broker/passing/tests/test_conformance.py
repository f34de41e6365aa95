"""The conformance table of NGSIv2, played through the house to an Orion: equal answers, word for word."""

from sagacity.broker.tests.conformance.test_attributes import *  # noqa: F403
from sagacity.broker.tests.conformance.test_batches import *  # noqa: F403
from sagacity.broker.tests.conformance.test_entities import *  # noqa: F403
from sagacity.broker.tests.conformance.test_lists import *  # noqa: F403
from sagacity.broker.tests.conformance.test_refusals import *  # noqa: F403
from sagacity.broker.tests.conformance.test_rooms import *  # noqa: F403
from sagacity.broker.tests.conformance.test_together import *  # noqa: F403
from sagacity.broker.tests.conformance.test_values import *  # noqa: F403
