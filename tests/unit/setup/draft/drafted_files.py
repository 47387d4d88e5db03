"""Drafts of files that a test has just written."""

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.setup.draft.draft import draft_files


def read_yaml_text(text, root):
    path = root / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


def drafted_wide(capj, root, cells, name="A103"):
    """The classifications of a draft for a wide text file; every third pupil has a mark."""
    rows = "".join(
        f"{n:03d};{'mv'[n % 2]};{cells[n % 3]};{cells[(n + 1) % 3]}\n" for n in range(60)
    )
    path = root / "leerlingen.csv"
    path.write_text(f"leerlingnummer;geslacht;{name};D405\n{rows}", encoding="utf-8")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    return text, read_yaml_text(text, root)["files"]["classifications"]


def draft_cohort(paths, codebook, **options):
    """The cohort file alone."""
    return draft_files(paths, codebook, **options).cohort
