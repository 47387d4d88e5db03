"""Which texts of a file mean that something is not known."""

from dataclasses import replace

from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.request import USUAL_MISSING, OddsRequest
from thuiszitters.odds.table import Table


def without_missing(table: Table, request: OddsRequest) -> tuple[Table, list[Notice]]:
    """The table with what means "not known" as empty cells, and what the user must be told.

    When the user named no texts, the usual ones of other programs are taken, and said.
    """
    columns, notices = {}, []
    for name, column in table.columns.items():
        everywhere = USUAL_MISSING if request.missing is None else request.missing
        known = column.without(everywhere)
        emptied = column.n_present - known.n_present
        if emptied and request.missing is None:
            words = " / ".join(f'"{text}"' for text in USUAL_MISSING if text in column.texts)
            notices.append(notice("taken_as_missing", column=name, cells=emptied, words=words))
        named = request.missing_in.get(name, ())
        columns[name] = known.without(named)
        notices += [
            notice("missing_unused", column=name, words=word)
            for word in named
            if not (column.present & ~column.without([word]).present).any()
        ]
    return replace(table, columns=columns), notices
