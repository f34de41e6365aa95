"""Who may do what at this desk: look at figures, or write down what was changed."""

from sagacity.identity import api as identity
from sagacity.kit import policy

LOOK = policy.permitted(identity.REFORM_LOOK)
KEEP = policy.permitted(identity.REFORM_KEEP)
