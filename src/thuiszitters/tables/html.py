"""A table as an HTML fragment that reads well aloud, and as a page of its own."""

import re
from collections.abc import Sequence
from html import escape
from importlib import resources

from thuiszitters.base.content_policy import content_policy
from thuiszitters.language import say
from thuiszitters.tables.room import is_dense, is_stacked
from thuiszitters.tables.table import Cell, Column, Note, Row, Table, spans


def stylesheet() -> str:
    """The rules every page with tables needs."""
    return (resources.files("thuiszitters.tables") / "table.css").read_text(encoding="utf-8")


def html_fragment(
    table: Table, *, identifier: str = "", inside_report: bool = False, number: str = ""
) -> str:
    """The table with its caption and notes, to put inside a page.

    Parameters
    ----------
    identifier
        Prefix of the ids inside, when a page holds the same table twice.
    inside_report
        Leave out the notes that a report gives once for all its tables.
    number
        What a numbered report calls it, to stand before its title.
    """
    title = f"{number}. {table.title}" if number else table.title
    name = identifier or f"table-{table.name}"
    kept = [note for note in table.notes if not (inside_report and note.standing)]
    notes = _notes(kept, name)
    # A model's table and that of the other models share a title; the number tells them apart.
    region = escape(title if number else say("table.region", table.language, title=table.title))
    described = f' aria-describedby="{name}-notes"' if kept else ""
    stacked = is_stacked(table)
    kinds = f"numbers numbers-{table.name}{' dense' if is_dense(table) else ''}"
    if stacked:
        kinds, described = f"{kinds} stacked", f'{described} role="table"'
    return "\n".join(
        (
            f'<div class="table-block" id="{name}">',
            f'<div class="table-scroll" role="region" tabindex="0" aria-label="{region}">',
            f'<table class="{kinds}"{described}>',
            f'<caption id="{name}-title">{escape(title)}</caption>',
            _head(table.columns),
            *_bodies(table, stacked=stacked),
            "</table>",
            "</div>",
            notes,
            "</div>",
        )
    )


def html_card(table: Table) -> str:
    """The rows of an answer: a table, and on a phone one block per row.

    Roles are written out because a browser takes them away from a table that is drawn as blocks.
    """
    heads = "".join(
        f'<th scope="col" role="columnheader" class="words">{escape(column.label)}</th>'
        for column in table.columns
    )
    rows = []
    for row in table.rows:
        first, *rest = row.cells
        cells = "".join(
            f'<td role="cell" class="words card-{column.key}" data-label="{escape(column.label)}">'
            f"<span>{_content(cell)}</span></td>"
            for cell, column in zip(rest, table.columns[1:], strict=True)
        )
        head = f'<th scope="row" role="rowheader">{_content(first)}</th>'
        rows.append(f'<tr role="row">{head}{cells}</tr>')
    return "\n".join(
        (
            '<div class="table-block" id="table-answer">',
            '<table class="numbers card-rows" role="table">',
            f"<caption>{escape(table.title)}</caption>",
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>',
            f'<tbody role="rowgroup">{"".join(rows)}</tbody>',
            "</table>",
            _notes(table.notes, "table-answer"),
            "</div>",
        )
    )


def html_page(table: Table) -> str:
    """The table as a complete page without anything from elsewhere."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{table.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(content_policy())}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(table.title)}</title>",
            f"<style>{stylesheet()}</style>",
            "</head>",
            '<body class="table-page">',
            "<main>",
            f'<h1 class="unseen">{escape(table.title)}</h1>',
            html_fragment(table),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _head(columns: Sequence[Column]) -> str:
    if not any(column.spanner for column in columns):
        cells = "".join(_column_head(column) for column in columns)
        return f"<thead><tr>{cells}</tr></thead>"
    upper, lower = [], []
    for start, end, spanner in spans(columns):
        members = columns[start : end + 1]
        if spanner:
            span = len(members)
            upper.append(
                f'<th scope="colgroup" colspan="{span}" class="spanner">{escape(spanner)}</th>'
            )
            lower += [_column_head(column) for column in members]
        else:
            upper += [_column_head(column, ' rowspan="2"') for column in members]
    return f"<thead><tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr></thead>"


def _column_head(column: Column, extra: str = "") -> str:
    kind = "number" if column.numeric else "words"
    return f'<th scope="col" class="{kind}"{extra}>{_head_text(column.label)}</th>'


def _head_text(label: str) -> str:
    """A heading that does not break inside brackets, nor between n and its percentage."""
    return re.sub(r"(?:\bn\s)?\([^)]*\)", r"<span>\g<0></span>", escape(label))


def _bodies(table: Table, *, stacked: bool) -> list[str]:
    """Rows in bodies: a new one starts at every heading, so that it can head a row group."""
    bodies: list[list[str]] = [[]]
    for row in table.rows:
        if row.heading and bodies[-1]:
            bodies.append([])
        bodies[-1].append(_row(row, table.columns, stacked=stacked))
    role = ' role="rowgroup"' if stacked else ""
    return [f"<tbody{role}>{''.join(rows)}</tbody>" for rows in bodies]


def _row(row: Row, columns: Sequence[Column], *, stacked: bool) -> str:
    """A row; a browser takes the roles away from one that is drawn as a list, so they are said."""
    head, *rest = row.cells
    scope = "rowgroup" if row.heading else "row"
    own, first = (' role="row"', ' role="rowheader"') if stacked else ("", "")
    span = f' colspan="{len(columns)}"' if row.wide else ""
    cells = [f'<th scope="{scope}"{span}{first}>{_content(head)}</th>']
    if not row.wide:
        pairs = zip(rest, columns[1:], strict=True)
        cells += [_cell(cell, column, stacked=stacked) for cell, column in pairs]
    return f'<tr class="{row.kind}"{own}>{"".join(cells)}</tr>'


def _cell(cell: Cell, column: Column, *, stacked: bool) -> str:
    kind = "number" if column.numeric else "words"
    state = f" {cell.state}" if cell.state else ""
    extra = f' data-value="{cell.values[0]!r}"' if cell.values else ""
    content = _content(cell)
    if stacked:
        label = ": ".join(filter(None, (column.spanner, column.label)))
        extra += f' role="cell" data-label="{escape(label)}"'
        content = content and f"<div>{content}</div>"  # one thing beside its label
    return f'<td class="{kind}{state}"{extra}>{content}</td>'


def _content(cell: Cell) -> str:
    marks = f"<sup>{escape(' '.join(cell.marks))}</sup>" if cell.marks else ""
    text = _keep_together(escape(cell.text))
    if cell.anchor:
        text = f'<a href="#{escape(cell.anchor)}">{text}</a>'
    return text + marks


def _keep_together(text: str) -> str:
    """Let an estimate and its interval break between them and nowhere else."""
    before, opening, after = text.partition(" (")
    if not opening or not before.lstrip("−<")[:1].isdigit():
        return text
    return f"<span>{before}</span> <span>({after}</span>"


def _notes(notes: Sequence[Note], name: str) -> str:
    if not notes:
        return ""
    lines = [
        f"<p><sup>{note.mark}</sup> {escape(note.text)}</p>"
        if note.mark
        else f"<p>{escape(note.text)}</p>"
        for note in notes
    ]
    return f'<div class="table-notes" id="{name}-notes">{"".join(lines)}</div>'
