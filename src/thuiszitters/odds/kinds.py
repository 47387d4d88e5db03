"""What each predictor is: a number, or groups with one of them as the reference.

Nothing is decided in silence. What a column shows by itself (0/1, texts, many numbers) is
taken as it is; where two readings are possible the user is asked, or told what was taken.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.row_arrays import any_row
from thuiszitters.base.text import Text
from thuiszitters.odds.contents import (
    FEWEST_ROWS,
    LEAST,
    MANY_TEXTS,
    MOST,
    are_compact_dates,
    are_dates,
    are_signed_numbers,
    are_thousands,
    are_whole,
    beyond_computing,
    names_rows,
)
from thuiszitters.odds.levels import (
    find_level,
    in_case_only,
    is_plain,
    level_order,
)
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.number_texts import decimal_commas, number_text
from thuiszitters.odds.predictor import Predictor
from thuiszitters.odds.request import OddsRequest
from thuiszitters.odds.table import Column, Table
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.plan.plain_values import printable

#: Whole numbers with at most this many values may be codes of groups (the provinces are 12).
FEW_VALUES = 12
#: More groups than this cannot be compared in one model.
MOST_GROUPS = 200
#: A longer text is no name of a group; a terminal would set one of millions for minutes.
LONGEST_NAME = 300

#: Asks the user whether a column, its number of values and their range are groups.
Ask = Callable[[str, int, str], bool]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All predictors, with what the user must know and what stands in the way."""

    predictors: list[Predictor] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def decide_kinds(
    table: Table, request: OddsRequest, records: Bools, ask: Ask | None = None
) -> Decisions:
    """Decide for every predictor what it is.

    Parameters
    ----------
    table
        Columns with empty cells where a value is missing.
    records
        Those whose outcome is known; only their values count.
    ask
        Called with a question where two readings are possible.
    """
    decisions = Decisions()
    for name in request.predictors:
        _Decision(table, request, table.columns[name].among(records), decisions, ask).make()
    return decisions


@dataclass(frozen=True, slots=True)
class _Decision:
    table: Table
    request: OddsRequest
    column: Column
    into: Decisions
    ask: Ask | None

    @property
    def name(self) -> str:
        return self.column.name

    def make(self) -> None:
        if self.column.kind == "dates":
            self.refuse_dates()
        elif not self.column.texts:
            self.refuse("every cell is empty", advice="Leave it out")
        elif any_row(np.isinf, self.column.numbers):
            rows = self.table.rows_text(self.column, np.isinf(self.column.numbers))
            self.refuse(f"{rows}: an infinite number", "finite numbers, or empty")
        elif beyond_computing(self.column):
            allowed = f"a largest number between {LEAST:g} and {MOST:g}, or empty"
            self.refuse("the numbers are too large or too small to compute with", allowed)
        elif self.name in self.request.factors or self.name in self.request.references:
            self.groups(named=True)
        elif self.name in self.request.numbers or self.name in self.request.per:
            self.number()
        elif self.request.counts is None and names_rows(self.column):
            found = "every row has a number or name of its own, as in a column of pupil numbers"
            say = f"say --numeric {self.name} or --factor {self.name}"
            advice = f"Leave it out; if it is a property of the pupil, {say}"
            self.refuse(found, "numbers that measure something, or groups", advice)
        elif self.column.all_numbers and not self.column.ordered:
            self.seen_numbers()
        else:
            self.seen_texts()

    def refuse(self, found: str, allowed: str = "", advice: str = "") -> None:
        self.into.problems.append(Problem(self.table.place(self.name), found, allowed, advice))

    def notice(self, key: str, **values: object) -> None:
        self.into.notices.append(notice(key, column=self.name, **values))

    def seen_numbers(self) -> None:
        column = self.column.spelled_once()
        if column is not self.column:
            replace(self, column=column).seen_numbers()
            return
        if are_compact_dates(column.texts):
            say = f"If these are numbers, say --numeric {self.name}"
            self.refuse("holds dates, written without signs", "numbers or groups", say)
            return
        numbers = column.numbers
        whole = are_whole(numbers)
        size = len(numbers)
        if are_thousands(self.column.texts):
            self.notice("thousands")
        if size == 2 and set(numbers.tolist()) == {0.0, 1.0}:
            self.groups()
        elif not whole or size > FEW_VALUES or size == 1:
            own = whole and FEWEST_ROWS <= size == self.column.n_present
            if own and self.column.n_values == size:
                self.notice("value_per_row")
            self.number()
        elif size == 2:
            self.groups(announce=True)
        else:
            self.few_whole_numbers()

    def few_whole_numbers(self) -> None:
        numbers = self.column.numbers
        low, high = number_text(numbers.min()), number_text(numbers.max())
        if self.ask is None:
            self.notice("few_values", count=len(numbers), low=low, high=high)
            self.number()
        elif self.ask(self.name, len(numbers), f"{low}-{high}"):
            self.groups(announce=True)
        else:
            self.number()

    def seen_texts(self) -> None:
        column = self.column
        if not column.ordered:
            numbers = decimal_commas(column.texts)
            if not np.isnan(numbers).any():
                self.notice("decimal_comma")
                self.number(numbers)
                return
            if len(column.texts) > FEW_VALUES and are_signed_numbers(column.texts):
                found = "numbers with a sign of money, per cent or thousands"
                allowed = "numbers such as 1234.5 or 1234,5"
                self.refuse(found, allowed, f"Take the signs out, or say --factor {self.name}")
                return
            if np.isfinite(numbers).sum() > FEW_VALUES:
                self.refuse_words(numbers)
                return
            if are_dates(column.texts):
                self.refuse_dates()
                return
            if len(column.texts) > MANY_TEXTS:
                found = f"{len(column.texts)} different texts, which look like names or remarks"
                advice = f"If they are groups, say --factor {self.name}"
                self.refuse(found, f"at most {MANY_TEXTS} groups", advice)
                return
        self.groups()

    def refuse_dates(self) -> None:
        self.refuse("holds dates", "numbers or groups", "Make an age or a period of it first")

    def refuse_words(self, numbers: Floats) -> None:
        words = np.isnan(numbers)
        count, total = self.column.n_with(words), self.column.n_present
        verb = "is" if count == 1 else "are"
        advice = "If these mean not known, name them with --missing"
        rows = self.table.rows_text(self.column, words)
        found = f"{count} of {total} cells {verb} not a number ({rows})"
        self.refuse(found, "numbers, or empty", advice)

    def number(self, numbers: Floats | None = None) -> None:
        found = self.column.numbers if numbers is None else numbers
        if any_row(np.isnan, found):
            found = decimal_commas(self.column.texts)
        if any_row(np.isnan, found):
            self.refuse_words(found)
            return
        if self.column.labels:
            labelled = ", ".join(f'{value} as "{label}"' for value, label in self.column.labels[:5])
            self.notice("partly_labelled", labelled=labelled, value=self.column.labels[0][0])
        per = self.request.per.get(self.name, 1.0)
        spec = PredictorSpec(self.name, _both(self.name), "numeric", per=per, column=self.name)
        self.into.predictors.append(Predictor(spec, self.column.codes, numbers=found))

    def groups(self, *, named: bool = False, announce: bool = False) -> None:
        column = self.column.once()
        # A bar parts the values of a stored reason, so it may not be part of a name.
        column = replace(
            column, texts=tuple(printable(text).replace("|", "¦") for text in column.texts)
        )
        if (longest := max(map(len, column.texts), default=0)) > LONGEST_NAME:
            allowed = f"names of groups, of at most {LONGEST_NAME} signs"
            self.refuse(
                f"a text of {longest} signs", allowed, "Shorten it, or leave the column out"
            )
            return
        levels = level_order(column)
        most = MOST_GROUPS if named else MANY_TEXTS
        if len(levels) > most:
            self.refuse(f"{len(levels)} different values", f"at most {most} groups")
            return
        reference = self.reference(levels)
        if reference is None:
            return
        given = self.name in self.request.references
        if len(levels) == 1:
            self.notice("one_group")
        ordered = (reference, *(level for level in levels if level != reference))
        spec = PredictorSpec(
            self.name,
            _both(self.name),
            "factor",
            levels=ordered,
            level_labels=tuple((level, _both(level)) for level in ordered),
            column=self.name,
        )
        if len(levels) > 1 and (announce or not (given or is_plain(levels))):
            self.into.notices.append(reference_notice(spec))
        if in_case_only(levels):
            self.notice("capitals")
        self.into.predictors.append(Predictor(spec, column.codes, tuple(column.texts)))

    def reference(self, levels: tuple[str, ...]) -> str | None:
        """The reference that was named, or the first level; None when there is no such level."""
        named = self.request.references.get(self.name)
        if named is None:
            return levels[0]
        values = self.column.values
        if named in values and named not in levels:
            return self.column.texts[values.index(named)]
        found_level = find_level(named.replace("|", "¦"), levels)
        if found_level is not None:
            return found_level
        advice = nearest_name(named, levels)
        found = f'--reference names "{named}", which no row has'
        self.refuse(found, ", ".join(levels[:MANY_TEXTS]), advice)
        return None


def reference_notice(spec: PredictorSpec) -> Notice:
    """With how many groups, and with which of them the others are compared."""
    return notice("reference", column=spec.name, count=len(spec.levels), reference=spec.reference)


def _both(word: str) -> Text:
    shown = printable(word)
    return Text(nl=shown, en=shown)
