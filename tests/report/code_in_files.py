"""What of a text of a user could become code in a file, by the kind of file.

`CHECKS` has an entry for every kind of file that a cohort writes. Each finds nothing, or lists what
it found; a kind that is not there fails a test.
"""

import csv
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook

#: Stands in every text of a user; no file of ours has the word.
MARK = "boom"
#: Texts that one of the formats takes for more than a text.
HOSTILE = (
    f"<script>{MARK}(1)</script>",
    f"<img src=x onerror={MARK}(1)>",
    f'" onmouseover="{MARK}(1)" x=\'',
    f"</style><script>{MARK}</script>",
    f"<!--{MARK}-->",
    f"]]>{MARK}",
    f"={MARK}(1)",
    f"+{MARK}",
    f"-{MARK}",
    f"@{MARK}",
    f"#{MARK}(1)",
    f"${MARK}$",
    f"\\{MARK}{{1}}",
    f"{{{{{MARK}}}}}",
    f"{{{MARK}.x}}{{0}}%s",
    f"%{MARK}",
    f"&{MARK};",
    f"*{MARK}* `{MARK}` [{MARK}](javascript:{MARK})",
    f"~{MARK}^ |{MARK}|",
    f"<{MARK}@x.nl>",
    f"// {MARK} /* {MARK}",
    f"\N{RIGHT-TO-LEFT OVERRIDE}{MARK}",
    f"b\N{ZERO WIDTH SPACE}{MARK}",
    f"'{MARK}' \"{MARK}",
    f'=HYPERLINK("{MARK}")',
    f"a\t{MARK}",
    f"=cmd|' /C {MARK}'!A1",
    f"@SUM({MARK})",
    f"\N{FULLWIDTH EQUALS SIGN}{MARK}(1)",
    f"\\input{{{MARK}}}",
    f"\\immediate\\write18{{{MARK}}}",
    f'#include "{MARK}"',
    f'#import "{MARK}": *',
    f"{{{{ {MARK} }}}}{{% {MARK} %}}{{# {MARK} #}}",
    f"^^5c{MARK} %{MARK}\n",
    f"\N{RIGHT-TO-LEFT MARK}={MARK}\N{LEFT-TO-RIGHT ISOLATE}",
    f"\N{ZERO WIDTH NO-BREAK SPACE}={MARK}(1)\N{ZERO WIDTH JOINER}",
)
#: Commands with which LaTeX reads, writes or defines; no table of ours has one.
_LATEX_COMMANDS = r"\\(?:input|include|write|immediate|def|let|csname|catcode|openout)\b"
#: Signs with which a spreadsheet takes a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Page(HTMLParser):
    """Elements, attributes and scripts of a page that hold the mark, or that none of ours has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.policy = False
        self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.kind = f"{tag} {given.get('type', '')}"
        self.policy |= given.get("http-equiv") == "Content-Security-Policy"
        if MARK in tag or tag in ("iframe", "object", "embed", "form"):
            self.found.append(tag)
        for name, value in attrs:
            target = name in ("href", "src", "action", "style", "class", "id")
            if MARK in name or name.startswith("on") or (target and MARK in (value or "")):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, _tag: str) -> None:
        self.kind = ""

    def handle_data(self, data: str) -> None:
        # Rows of a figure stand in the page as JSON, which no browser runs.
        if self.kind.startswith(("script", "style")) and "application/json" not in self.kind:
            self.found += re.findall(f".{{0,20}}{MARK}", data)

    def handle_comment(self, data: str) -> None:
        self.found += [f"comment {data}"] if MARK in data else []


def of_html(path: Path) -> list[str]:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page.found if page.policy else [*page.found, "no Content-Security-Policy"]


def of_svg(path: Path) -> list[str]:
    found = []
    for element in ElementTree.fromstring(path.read_bytes()).iter():
        tag = element.tag.rpartition("}")[2]
        found += [tag] if tag in ("script", "foreignObject", "image", "a") or MARK in tag else []
        for name, value in element.attrib.items():
            bare = name.rpartition("}")[2]
            away = bare == "href" and not value.startswith("#")
            if bare.startswith("on") or MARK in bare or away:
                found.append(f"{tag} {bare}={value}")
    return found


def of_word(path: Path) -> list[str]:
    """Fields, which Word computes, and links; texts are texts wherever they stand."""
    found = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ElementTree.fromstring(parts.read(name)).iter():
                tag = element.tag.rpartition("}")[2]
                if tag in ("instrText", "fldSimple", "Relationship"):
                    text = ElementTree.tostring(element, "unicode")
                    found += [f"{name} {text}"] if MARK in text else []
    return found


def of_excel(path: Path) -> list[str]:
    book, found = load_workbook(path), []
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            linked = cell.hyperlink is not None and MARK in str(cell.hyperlink.target)
            if cell.data_type == "f" or linked:
                found.append(f"{sheet.title} {cell.coordinate} {cell.value}")
    return found + [name for name in book.defined_names if MARK in name]


def of_csv(path: Path) -> list[str]:
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    return [cell for row in rows for cell in row if cell.startswith(FORMULA) and MARK in cell]


def of_latex(path: Path) -> list[str]:
    """Commands, mathematics and columns: a sign that LaTeX obeys right before the mark."""
    text = path.read_text(encoding="utf-8").replace("$<$", "").replace("$>$", "")
    signs = rf"(?:\\|(?<!\\)[#$%&~^_]){MARK}|(?<!\\)\{{{MARK}\}}|(?<!\\)\^\^"
    return re.findall(signs, text) + re.findall(_LATEX_COMMANDS, text)


def of_markdown(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"(?<!\\)<\w|(?<!\\)[`$@|]{MARK}|(?<!\\)\\{MARK}|(?<!\\)\[{MARK}", text)


def of_pdf(path: Path) -> list[str]:
    """That every label is there letter for letter is seen in the text; actions in the file."""
    held = path.read_bytes()
    found = [
        action for action in ("/JavaScript", "/Launch", "/EmbeddedFile") if action.encode() in held
    ]
    command = ["pdftotext", "-raw", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return found if not text or MARK in text or "figures" in path.parts else [*found, "no mark"]


def of_json(path: Path) -> list[str]:
    json.loads(path.read_text(encoding="utf-8"))
    return []


def of_numbers(path: Path) -> list[str]:
    """Pictures and tables of typed columns, in which nothing is ever run."""
    return [] if path.stat().st_size else ["empty"]


CHECKS: dict[str, Callable[[Path], list[str]]] = {
    ".html": of_html,
    ".svg": of_svg,
    ".docx": of_word,
    ".xlsx": of_excel,
    ".csv": of_csv,
    ".tex": of_latex,
    ".md": of_markdown,
    ".pdf": of_pdf,
    ".json": of_json,
    ".png": of_numbers,
    ".parquet": of_numbers,
}


def files_of(folder: Path) -> Iterator[Path]:
    """Every file below a folder, less the marks of the workflow engine."""
    return (
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != ".snakemake_timestamp"
    )
