"""A table as LaTeX, with booktabs and longtable, to paste into a manuscript."""

from collections.abc import Sequence

from thuiszitters.tables.table import Cell, Column, Row, Table, column_needs, spans

_SIGNS = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "∞": r"$\infty$", "−": r"$-$", "χ": r"$\chi$", "²": r"\textsuperscript{2}", "<": r"$<$",
    ">": r"$>$", "–": "--", "’": "'", "‘": "`", "\N{NO-BREAK SPACE}": "~",
    # Signs that the text fonts of LaTeX do not have.
    "π": r"$\pi$", "√": r"$\surd$", "×": r"$\times$", "·": r"$\cdot$", "±": r"$\pm$",
    "≤": r"$\leq$", "≥": r"$\geq$", "≈": r"$\approx$", "α": r"$\alpha$", "β": r"$\beta$",
}  # fmt: skip


#: Letters of a line that fit the text width of an article, and of a landscape page.
_PORTRAIT, _LANDSCAPE = 88, 150
_TABCOLSEP = 3  # points


def latex_text(table: Table) -> str:
    """The table as a ``longtable`` that fits the page, with its notes below.

    Columns have widths of their own that together are the text width; a table that needs more
    than a page is wide stands on a landscape page.
    """
    needs = column_needs(table)
    wide = sum(needs) > _PORTRAIT
    head = "\n".join(_head(table.columns, needs))
    width = len(table.columns)
    lines = [
        "% needs \\usepackage{array,booktabs,longtable,pdflscape}",
        *(["\\begin{landscape}"] if wide else []),
        f"\\begingroup\\{'scriptsize' if sum(needs) > _LANDSCAPE else 'footnotesize'}",
        f"\\setlength{{\\tabcolsep}}{{{_TABCOLSEP}pt}}\\setlength{{\\LTcapwidth}}{{\\linewidth}}",
        f"\\begin{{longtable}}{{@{{}}{_columns(table, needs)}@{{}}}}",
        f"\\caption{{{_escaped(table.title)}}}\\label{{tab:{table.name}}}\\\\",
        "\\toprule",
        head,
        "\\midrule\n\\endfirsthead",
        "\\toprule",
        head,
        "\\midrule\n\\endhead",
        "\\bottomrule\n\\endfoot",
        *(_row(row, width) for row in table.rows),
        "\\end{longtable}",
    ]
    for note in table.notes:
        mark = f"\\textsuperscript{{{note.mark}}} " if note.mark else ""
        lines.append(f"{{\\noindent {mark}{_escaped(note.text)}\\par}}")
    lines += ["\\endgroup", *(["\\end{landscape}"] if wide else [])]
    return "\n".join(lines) + "\n"


def _columns(table: Table, needs: Sequence[int]) -> str:
    """Columns whose widths, with the space between them, are the width of the text."""
    made = []
    for place, column in enumerate(table.columns):
        side = "raggedleft" if column.numeric else "raggedright"
        made.append(f">{{\\{side}\\arraybackslash}}p{{{_room(needs, place, place)}}}")
    return "".join(made)


def _room(needs: Sequence[int], start: int, end: int) -> str:
    """The width of the columns `start` to `end`, with the space between those two."""
    share = sum(needs[start : end + 1]) / sum(needs)
    between = 2 * _TABCOLSEP * (share * (len(needs) - 1) - (end - start))
    return f"\\dimexpr {share:.4f}\\linewidth-{between:.2f}pt\\relax"


def _head(columns: tuple[Column, ...], needs: Sequence[int]) -> list[str]:
    lines = []
    if any(column.spanner for column in columns):
        cells, rules = [], []
        for start, end, spanner in spans(columns):
            if spanner:
                # A head over narrow columns goes on in a second line.
                last = "@{}" if end == len(columns) - 1 else ""
                kind = f">{{\\centering\\arraybackslash}}p{{{_room(needs, start, end)}}}{last}"
                cells.append(f"\\multicolumn{{{end - start + 1}}}{{{kind}}}{{{_escaped(spanner)}}}")
                rules.append(f"\\cmidrule(lr){{{start + 1}-{end + 1}}}")
            else:
                cells.append("")
        lines += [" & ".join(cells) + r" \\", " ".join(rules)]
    lines.append(" & ".join(_column_head(column) for column in columns) + r" \\")
    return lines


def _column_head(column: Column) -> str:
    """The name of a column; a p-value is in italics, as journals print it."""
    label = _escaped(column.label)
    return f"\\textit{{{label}}}" if column.label in ("p", "P", "q") else label


def _row(row: Row, width: int) -> str:
    head, *rest = row.cells
    if row.wide:
        style = "\\textbf" if row.kind == "section" else "\\textit"
        kind = "@{}>{\\raggedright\\arraybackslash}p{\\linewidth}@{}"
        return f"\\addlinespace\\multicolumn{{{width}}}{{{kind}}}{{{style}{{{_cell(head)}}}}} \\\\"
    indent = "\\quad " if row.kind in ("data", "reference") else ""
    return " & ".join([indent + _cell(head), *(_cell(cell) for cell in rest)]) + r" \\"


def _cell(cell: Cell) -> str:
    marks = f"\\textsuperscript{{{','.join(cell.marks)}}}" if cell.marks else ""
    return _escaped(cell.text) + marks


def _escaped(text: str) -> str:
    r"""Text that LaTeX prints as it is.

    Examples
    --------
    >>> _escaped("50% & p <0.001")
    '50\\% \\& p $<$0.001'
    """
    return "".join(_SIGNS.get(sign, sign) for sign in text)
