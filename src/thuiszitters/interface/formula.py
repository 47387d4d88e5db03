"""The formulas of statsmodels and R, as far as they say what `odds_ratios` takes.

Read by formulaic, which statsmodels reads its formulas by, so that names, quotes and operators
mean the same. Nothing is evaluated: a term is a column, or ``C(column)`` with its reference.
"""

import ast
from dataclasses import dataclass, field

from thuiszitters.base.errors import PlanError, Problem, raise_problems

_WHERE = "formula"
_TERMS = "a column, C(column) or C(column, Treatment('reference')), joined by +"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a formula asks for."""

    outcome: str
    predictors: tuple[str, ...]
    references: dict[str, str] = field(default_factory=dict)
    factors: tuple[str, ...] = ()


def read_formula(formula: object) -> Asked:
    """Read a formula.

    Raises
    ------
    PlanError
        With every term that is not supported, and what to do instead.

    Examples
    --------
    >>> read_formula("absent ~ girl + C(profile, Treatment('neither'))").references
    {'profile': 'neither'}
    """
    if not isinstance(formula, str):
        found = f"found a value of type {type(formula).__name__}"
        raise PlanError(Problem(_WHERE, found, 'a text, such as "absent ~ girl + age"'))
    reader = _Reader()
    left, right = _sides(formula)
    outcome = reader.columns(left)
    if len(outcome) != 1 and not reader.problems:
        reader.refuse("left of ~ stands no single column", "the name of the outcome")
    predictors = reader.columns(right)
    raise_problems(reader.problems, PlanError)
    return Asked(outcome[0], tuple(predictors), reader.references, tuple(reader.factors))


def _sides(formula: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Terms left and right of the tilde, each as the texts of its factors."""
    from formulaic.errors import FormulaicError
    from formulaic.parser import DefaultFormulaParser

    try:
        found = DefaultFormulaParser(include_intercept=True).get_terms(formula)
    except (FormulaicError, SyntaxError) as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        problem = Problem(_WHERE, f"cannot be read ({reason})", "outcome ~ predictor + predictor")
        raise PlanError(problem) from None
    if not hasattr(found, "lhs") or not hasattr(found, "rhs"):
        raise PlanError(Problem(_WHERE, "has no ~", "outcome ~ predictor + predictor"))
    left, right = (
        [tuple(factor.expr for factor in term.factors) for term in side]
        for side in (found.lhs, found.rhs)
    )
    if ("1",) not in right:
        found_text = "leaves out the intercept, without which odds ratios mean something else"
        raise PlanError(Problem(_WHERE, found_text, advice="Leave out 0 + or - 1"))
    return left, [term for term in right if term != ("1",)]


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.references: dict[str, str] = {}
        self.factors: list[str] = []

    def refuse(self, found: str, allowed: str = _TERMS, advice: str = "") -> None:
        self.problems.append(Problem(_WHERE, found, allowed, advice))

    def columns(self, terms: list[tuple[str, ...]]) -> list[str]:
        found = []
        for factors in terms:
            if len(factors) > 1:
                term = ":".join(factors)
                advice = f'Say interaction="{term}", without a formula'
                self.refuse(f'"{term}" is an interaction', advice=advice)
                continue
            name = self.column(factors[0])
            if name is not None:
                found.append(name)
        return found

    def column(self, text: str) -> str | None:
        try:
            call = ast.parse(text, mode="eval").body
        except SyntaxError:  # a name between backticks, which formulaic hands over bare
            return text
        if isinstance(call, ast.Name):
            return call.id
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            self.unknown(text)
            return None
        if call.func.id == "Q" and len(call.args) == 1 and isinstance(call.args[0], ast.Constant):
            return str(call.args[0].value)
        if call.func.id != "C" or not call.args or len(call.args) > 2 or call.keywords:
            self.unknown(text)
            return None
        name = self.column(ast.unparse(call.args[0]))
        if name is None:
            return None
        if len(call.args) == 1:
            self.factors.append(name)
        elif (reference := _reference(call.args[1])) is not None:
            self.references[name] = reference
        else:
            self.refuse(f'"{text}" has contrasts of another kind', "Treatment('reference')")
        return name

    def unknown(self, text: str) -> None:
        advice = "Make a column of it first"
        self.refuse(f'"{text}" would have to be computed', advice=advice)


def _reference(node: ast.expr) -> str | None:
    """The reference of ``Treatment('x')``, ``Treatment(reference='x')`` or ``contr.treatment``."""
    if not isinstance(node, ast.Call):
        return None
    if ast.unparse(node.func) not in ("Treatment", "contr.treatment"):
        return None
    given = [*node.args, *(word.value for word in node.keywords)]
    if len(given) != 1 or not isinstance(given[0], ast.Constant):
        return None
    value = given[0].value
    return str(value).lower() if isinstance(value, bool) else str(value)
