"""A table as LaTeX, with booktabs and longtable, to paste into a manuscript."""

from thuiszitters.tables.table import Cell, Column, Row, Table, spans

_SIGNS = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "∞": r"$\infty$", "−": r"$-$", "χ": r"$\chi$", "²": r"\textsuperscript{2}", "<": r"$<$",
    ">": r"$>$", "–": "--", "’": "'", "‘": "`", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip


def latex_text(table: Table) -> str:
    """The table as a ``longtable`` with its notes below; needs booktabs and longtable."""
    letters = "".join("r" if column.numeric else "l" for column in table.columns)
    head = "\n".join(_head(table.columns))
    width = len(table.columns)
    lines = [
        "% needs \\usepackage{booktabs,longtable}",
        f"\\begin{{longtable}}{{{letters}}}",
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
        lines.append(f"{{\\footnotesize {mark}{_escaped(note.text)}\\par}}")
    return "\n".join(lines) + "\n"


def _head(columns: tuple[Column, ...]) -> list[str]:
    lines = []
    if any(column.spanner for column in columns):
        cells, rules = [], []
        for start, end, spanner in spans(columns):
            if spanner:
                cells.append(f"\\multicolumn{{{end - start + 1}}}{{c}}{{{_escaped(spanner)}}}")
                rules.append(f"\\cmidrule(lr){{{start + 1}-{end + 1}}}")
            else:
                cells.append("")
        lines += [" & ".join(cells) + r" \\", " ".join(rules)]
    lines.append(" & ".join(_escaped(column.label) for column in columns) + r" \\")
    return lines


def _row(row: Row, width: int) -> str:
    head, *rest = row.cells
    if row.wide:
        style = "\\textbf" if row.kind == "section" else "\\textit"
        return f"\\addlinespace\\multicolumn{{{width}}}{{l}}{{{style}{{{_cell(head)}}}}} \\\\"
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
