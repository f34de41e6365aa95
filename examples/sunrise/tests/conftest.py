"""The package is not installed where the product's tests run, so its folder is shown to Python here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
