"""Numbers of R."""

import json
from pathlib import Path

FOLDER = Path(__file__).with_name("returns")
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))
#: The same products and sums in another order.
TOLERANCE = 1e-12
