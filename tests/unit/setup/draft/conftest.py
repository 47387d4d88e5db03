"""A project folder with the configuration that is shipped, and the code list."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import read_codebook
from thuiszitters.setup.draft.draft import draft_files

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path / "keys"))
    folder = tmp_path / "project"
    (folder / "config").mkdir(parents=True)
    for name in ("codebooks", "plans"):
        (folder / "config" / name).symlink_to(ROOT / "config" / name)
    return folder


@pytest.fixture
def proposed(root, capj):
    """The plan for long codes and some background, and its text."""
    rng = np.random.default_rng(21)
    n_pupils = 90
    pupils = pd.DataFrame(
        {
            "leerlingnummer": [f"{n:03d}" for n in range(n_pupils)],
            "geslacht": rng.choice(["m", "v"], n_pupils),
            "leeftijd": rng.integers(12, 18, n_pupils),
            "niveau": rng.choice(["vmbo", "havo", "vwo"], n_pupils),
            "soort": ["zeldzaam"] * 4 + ["gewoon"] * (n_pupils - 4),
            "reistijd": rng.normal(25, 5, n_pupils).round(1),
        }
    )
    pupils.to_csv(root / "leerlingen.csv", sep=";", index=False)
    codes = pd.DataFrame({"leerlingnummer": pupils["leerlingnummer"]})
    codes["code"] = ["A103"] * 30 + ["E103"] * 15 + ["E102"] * 15 + ["B100"] * 5 + ["D405"] * 25
    codes.to_csv(root / "codes.csv", sep=";", index=False)
    text = draft_files(
        ["leerlingen.csv", "codes.csv"], capj, name="proef", root=root, plan="eigen", propose=True
    ).plan
    path = root / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path), text
