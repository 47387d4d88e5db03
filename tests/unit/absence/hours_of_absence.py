"""x"""

from pathlib import Path

from thuiszitters.base.yaml_file import read_yaml

ROOT = Path(__file__).parents[3]
OUTCOMES = read_yaml(ROOT / "config/outcomes.yaml")
