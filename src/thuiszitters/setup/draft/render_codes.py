"""The part of a drafted cohort file about codes: layout, columns, values, codes of its own."""

import json
from collections.abc import Iterator, Mapping, Sequence

from thuiszitters.plan.cohort import LocalCode
from thuiszitters.setup.draft.code_columns import CodeColumns
from thuiszitters.setup.draft.columns import SHOWN_FROM
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.wide import WideValues
from thuiszitters.setup.draft.yaml_text import flow, quoted


def layout_lines(found: FileLook) -> Iterator[str]:
    """Layout of the file, and what it takes to read it."""
    yield f"layout: {found.layout}"
    if found.layout == "cell":
        signs = [json.dumps(sign) for sign in found.code_separators]
        listed = f"[{', '.join(signs)}]"
        yield f"code_separator: {signs[0] if len(signs) == 1 else listed}"
    if found.more_codes:
        yield f"more_codes: [{', '.join(map(quoted, found.more_codes))}] # codes as well"
    if found.layout == "wide":
        yield "code_columns:"
        why = found.by_code.why
        yield from (f"  {quoted(n)}: {code} # {why[n]}" for n, code in found.code_columns.items())
        yield from asked_lines(found)
        yield from _wide_values(found.wide, _declared(found))


def _wide_values(wide: WideValues, declared: int) -> Iterator[str]:
    """What the values of code columns mean; one that is not understood is not guessed at."""
    if wide.marked:
        yield "# QUESTION: does a mark mean yes, and an empty cell no?"
    yield f"code_values: {flow(wide.meanings or {'1': 'yes', '0': 'no'})}"
    shown = [text for text, count in wide.open.items() if count >= SHOWN_FROM or len(text) == 1]
    if wide.open:
        named = f" ({', '.join(map(quoted, shown))})" if shown else ""
        yield f"# QUESTION: {len(wide.open)} more values of these columns have no known"
        yield f"# meaning{named}; add them above, or under code_missing. `check` names their rows."
    if wide.missing or declared:
        yield "# QUESTION: do these values mean that it is not known? Such a cell counts as no."
    if declared:
        yield f"# {declared} cells of these columns hold a value that the file declares as missing."
    if wide.missing:
        yield f"code_missing: [{', '.join(map(quoted, wide.missing))}]"


def asked_lines(found: FileLook) -> Iterator[str]:
    """Columns that may stand for a code: one question, and a line for each to take over."""
    asked = found.by_code.asked
    if asked:
        yield "# QUESTION: are these columns the codes behind them? Remove the # of what is right."
    for name, match in asked.items():
        yield f'#  {quoted(name)}: {match.code} # like "{match.words}", {match.score:.2f} alike'


def _by_words(found: FileLook | None) -> set[str]:
    """Codes whose column was found by words; a code in the data may mean something else here."""
    columns = found.by_code if found is not None else CodeColumns()
    return {code for name, code in columns.codes.items() if name in columns.by_words}


def _declared(found: FileLook) -> int:
    return sum(count for name, count in found.user_missing.items() if name in found.code_columns)


def local_code_lines(
    found: FileLook | None, planned: Sequence[str], shared: Mapping[str, LocalCode]
) -> Iterator[str]:
    """Codes that begin with X, from the file and from the plan; others become a question."""
    unknown = found.unknown_codes if found else {}
    own = [code for code, count in unknown.items() if _is_local(code) and count >= SHOWN_FROM]
    other = len(unknown) - len(own)
    columns = found.code_columns.values() if found else ()
    own += [code for code in dict.fromkeys(columns) if _is_local(code)]
    absent = [code for code in planned if code not in own] if found else []
    if own or absent:
        yield "local_codes:"
    for code in absent:
        yield f"  {code}: # the plan uses this code of its own; your files do not"
        if code in shared:
            yield _label(shared[code])
            continue
        yield f"    label: {{ nl: Niet in deze gegevens ({code}), en: Not in these data ({code}) }}"
    for code in sorted(own):
        if code in shared and code in _by_words(found):
            yield from _shared_code(shared[code])
            continue
        seen = f"{unknown[code]} rows" if code in unknown else "a column"
        yield f"  {code}: # {seen}. QUESTION: what does it mean? Under which code?"
        yield f"    label: {{ nl: Eigen code {code}, en: Own code {code} }}"
    if other:
        texts = (
            "1 text in the code column is"
            if other == 1
            else f"{other} texts in the code column are"
        )
        yield f"# QUESTION: {texts} not in the list; `check` names"
        yield "# the rows: correct them, or leave such rows out with `unknown_codes: count`."


def _is_local(code: str) -> bool:
    return code.startswith("X") and code.isalnum() and len(code) > 1


def _shared_code(code: LocalCode) -> Iterator[str]:
    yield f"  {code.code}: # a code of its own that plans share"
    yield _label(code)
    if code.parent:
        yield f"    parent: {code.parent}"


def _label(code: LocalCode) -> str:
    return f"    label: {flow({'nl': code.label.nl, 'en': code.label.en})}"
