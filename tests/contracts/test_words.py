"""One word for one thing: retired words of the glossary are nowhere a reader looks first."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs/glossary.md"
HEADING = "## Retired words"
#: Where a schema says that a retired key is refused, and which name it has now.
FORMER = re.compile(r"x-former-names: \{[^}]*\}")


def retired() -> list[str]:
    rows = GLOSSARY.read_text(encoding="utf-8").split(HEADING)[1].splitlines()
    cells = [row.split("|")[1].strip() for row in rows if row.startswith("|")]
    return [cell for cell in cells if cell not in {"retired", "---"}]


def read_first() -> dict[str, str]:
    """Documentation, lessons, texts of readers, configuration, and first lines of modules."""
    documents = [*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    documents += ROOT.glob("notebooks/lessons/*.md")
    places = ("src/thuiszitters/language/*.yaml", "workflow/schemas/*.yaml", "config/**/*.yaml")
    texts = [file for place in places for file in ROOT.glob(place)]
    found = {
        str(file.relative_to(ROOT)): FORMER.sub("", file.read_text("utf-8"))
        for file in documents + texts
    }
    found["docs/glossary.md"] = found["docs/glossary.md"].split(HEADING)[0]
    modules = [*ROOT.glob("src/**/*.py"), *ROOT.glob("workflow/scripts/*.py")]
    return found | {
        str(file.relative_to(ROOT)): file.read_text("utf-8").partition("\n")[0] for file in modules
    }


def test_no_retired_word_is_where_a_reader_looks_first():
    # Twenty in Dutch begins with a retired word.
    words = re.compile(
        "|".join(rf"\b{re.escape(word)}(?!tig)" for word in retired()), re.IGNORECASE
    )
    found = [
        f"{file}: {hit[0]}"
        for file, text in read_first().items()
        for hit in words.finditer(" ".join(text.split()))
    ]
    assert found == []


def test_every_word_of_the_glossary_has_a_meaning():
    table = GLOSSARY.read_text(encoding="utf-8").split(HEADING)[0]
    rows = [row.split("|")[1:-1] for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 30
    assert [row[0].strip() for row in rows if not row[2].strip()] == []
