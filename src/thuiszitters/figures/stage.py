"""The stage draw_figures: numbers in a folder become figures in a folder."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from thuiszitters.base.io import read_json, write_json
from thuiszitters.base.outlet import Outlet
from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.results.read import read_numbers


def draw_all_figures(
    numbers_folder: str | Path, languages: Sequence[Language], out_folder: str | Path
) -> None:
    """Write every figure as ``<name>.<language>.svg`` and, for print, ``.png`` and ``.pdf``.

    Beside them stands ``figures.<language>.json`` with the words of each figure, in the order in
    which a report shows them.
    """
    from thuiszitters.figures.draw import drawn_one_by_one

    numbers = read_numbers(Path(numbers_folder))
    out = Outlet(out_folder, numbers.study.file_types)
    vectors = "svg" in numbers.study.file_types
    with out:  # typst sets pictures and pages beside matplotlib, which draws the next figure
        for language in languages:
            words = {}
            for figure in drawn_one_by_one(numbers, language):
                name = figure.name
                out.write(f"{name}.{language}.svg", partial(getattr, figure, "svg"))
                # A drawing for a phone stands in pages only, as a picture where vectors may not
                # leave.
                if figure.print_size or not vectors:
                    out.write_beside(f"{name}.{language}.png", partial(getattr, figure, "png"))
                # A PDF holds the same vectors as an SVG.
                if figure.print_size and vectors:
                    out.write_beside(f"{name}.{language}.pdf", partial(getattr, figure, "pdf"))
                words[name] = {
                    "title": figure.title,
                    "alt": figure.alt,
                    "description": figure.description,
                    "rows": dict(figure.rows),
                }
            write_json(out.folder / f"figures.{language}.json", words)


def read_figures(folder: str | Path, language: Language) -> dict[str, Figure]:
    """The figures that `draw_all_figures` wrote, by name; without SVG where it stays inside."""
    words = read_json(Path(folder) / f"figures.{language}.json")
    return {
        name: Figure(
            name=name,
            language=language,
            svg=_text_of(Path(folder) / f"{name}.{language}.svg"),
            stored_png=_bytes_of(Path(folder) / f"{name}.{language}.png"),
            **entry,
        )
        for name, entry in words.items()
    }


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
