"""Put what the program prints and draws into the README (`make readme`).

The text between two marks becomes the output of the command above it. The pictures come from the
synthetic cohort: the forest plot, and the first page of the report for policy (needs pdftoppm),
made again without the commit of the code, which no commit can hold of itself.
"""

import hashlib
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from thuiszitters.figures.stage import read_figures
from thuiszitters.report.trace import numbers_digest
from thuiszitters.report.typst import pdf_bytes
from thuiszitters.report.write import make_document
from thuiszitters.results.read import read_numbers

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
IMAGES = ROOT / "docs/img"
FIGURES = ROOT / "results/altra_demo"
#: A command in the README, and the output below it.
SHOWN = re.compile(
    r"```sh\n(?P<command>\.venv/bin/thuiszitters [^\n]+)\n```\n\n```text\n(?P<output>.*?)```\n",
    re.S,
)


def output_of(command: str) -> str:
    """What a command of the README prints, without the colours of a terminal."""
    program, *words = shlex.split(command)
    path = str(Path(sys.executable).parent / Path(program).name)
    asked = [path, *words]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def with_outputs(text: str) -> str:
    """The README with the present output below every command that shows one."""
    return SHOWN.sub(
        lambda found: (
            f"```sh\n{found['command']}\n```\n\n```text\n{output_of(found['command'])}```\n"
        ),
        text,
    )


def sources() -> dict[str, bytes]:
    """What every picture is made from."""
    numbers = FIGURES / "numbers"
    drawn = read_figures(FIGURES / "figures", "en")
    report = make_document(read_numbers(numbers), drawn, "en", "policy", numbers_digest(numbers))
    return {
        "forest": (FIGURES / "figures/forest.en.svg").read_bytes(),
        "policy": pdf_bytes(report),
    }


def digests() -> dict[str, str]:
    """SHA-256 of what every picture is made from."""
    return {name: hashlib.sha256(made).hexdigest() for name, made in sources().items()}


def draw() -> None:
    """Make the pictures, and note what they were made from."""
    IMAGES.mkdir(exist_ok=True)
    made = sources()
    (IMAGES / "forest.svg").write_bytes(made["forest"])
    page = ["pdftoppm", "-png", "-r", "70", "-f", "1", "-singlefile", "-", IMAGES / "policy"]
    subprocess.run(page, input=made["policy"], check=True)  # noqa: S603
    (IMAGES / "made_from.json").write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    README.write_text(with_outputs(README.read_text(encoding="utf-8")), encoding="utf-8")
    draw()
