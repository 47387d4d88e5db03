"""What every lesson uses: words in its language, checks of answers, pictures to move."""

from collections.abc import Callable
from typing import Any

import pandas as pd

import thuiszitters as th

#: Tables of codes among the examples.
WITH_CODES = ("altra_demo_codes",)
#: Columns of a table of pupils that say who a pupil is, or what became of it.
_NO_PREDICTOR = ("pupil", "absent", "days")
#: A column of numbers with more different values than this is cut in two at its median.
FEW = 4


class Lesson:
    """One lesson in one language, ``nl`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, nl: str, en: str) -> str:
        return nl if self.language == "nl" else en

    def pupils(self, cohort: str, days: int = 20) -> pd.DataFrame:
        """The pupils of a cohort, with `absent`: a count of days is 1 from `days` on."""
        table = th.example(cohort).rename(columns={"child": "pupil"})
        if "absent" not in table:
            table["absent"] = (table["days"] >= days).astype(int)
        return table

    def codes(self, cohort: str) -> pd.DataFrame:
        """A row per pupil and code; without codes, a property that is 1 stands for one."""
        if f"{cohort}_codes" in WITH_CODES:
            return th.example(f"{cohort}_codes")
        table = self.pupils(cohort).drop(columns=["absent"]).set_index("pupil")
        rows = table.melt(var_name="code", value_name="has", ignore_index=False).reset_index()
        return rows.loc[rows["has"].isin([1, "yes"]), ["pupil", "code"]].reset_index(drop=True)

    def known(self, table: pd.DataFrame, wanted: Any) -> Any:
        """Predictors of a table: those asked for, and another for one that it does not have."""
        if isinstance(wanted, str):
            return self.known(table, [wanted])[0]
        free = [name for name in table if name not in (*_NO_PREDICTOR, *wanted)]
        names = []
        for name in wanted:
            if name in table:
                names.append(name)
            elif free:
                names.append(free.pop(0))
                print(
                    self.say(
                        f"{name} staat niet in deze tabel; {names[-1]} komt ervoor in de plaats.",
                        f"{name} is not in this table; {names[-1]} takes its place.",
                    )
                )
        return names

    def check(self, given: Any, right: Any, hint: str, close: float = 0.006) -> bool:
        """Whether an answer is right; else say what to look at. An open answer is no mistake."""
        if given is None or given is ...:
            print(
                self.say(
                    "Vul uw antwoord in en voer de cel opnieuw uit.",
                    "Fill in your answer and run the cell again.",
                )
            )
            return False
        if isinstance(right, str):
            good = str(given).strip().casefold() == right.casefold()
        else:
            try:
                number = float(given)
            except (TypeError, ValueError):
                print(
                    self.say(
                        "Hier hoort één getal, met een punt: 0.75 en niet 0,75.",
                        "One number goes here, with a point: 0.75 and not 0,75.",
                    )
                )
                return False
            good = abs(number - float(right)) <= close * max(1.0, abs(float(right)))
        print(self.say("Goed.", "Right.") if good else self.say("Nog niet. ", "Not yet. ") + hint)
        return good

    def move(self, draw: Callable[..., Any], **choices: Any) -> None:
        """Draw with sliders and lists; without ipywidgets, once at the first choices.

        A choice is ``(low, high, step, start)`` or a list whose first item is the start.
        """
        starts = {
            name: one[3] if isinstance(one, tuple) else one[0] for name, one in choices.items()
        }
        try:
            from ipywidgets import Dropdown, FloatSlider, interact
        except ImportError:
            draw(**starts)
            print(
                self.say(
                    "Om te bewegen: make course, of verander de getallen in deze cel.",
                    "To move it: make course, or change the numbers in this cell.",
                )
            )
            return
        made = {
            name: FloatSlider(value=one[3], min=one[0], max=one[1], step=one[2])
            if isinstance(one, tuple)
            else Dropdown(options=one)
            for name, one in choices.items()
        }
        interact(draw, **made)

    def two_groups(
        self, table: pd.DataFrame, predictor: str, level: str = ""
    ) -> tuple[pd.Series, str]:
        """Who has a property, and what that is called: `level` where it occurs, else the last."""
        values = table[predictor]
        if pd.api.types.is_bool_dtype(values):
            return values, predictor
        if pd.api.types.is_numeric_dtype(values) and values.nunique() > FEW:
            half = values.median()
            return (values > half).where(values.notna()), f"{predictor} > {half:g}"
        found = sorted(values.dropna().unique(), key=str)
        named = level if level in found else found[-1]
        return (values == named).where(values.notna()), f"{predictor} = {named}"

    def two_by_two(
        self, table: pd.DataFrame, predictor: str, outcome: str = "absent"
    ) -> pd.DataFrame:
        """Pupils with and without a property, by outcome; an unknown value is left out."""
        has, name = self.two_groups(table, predictor)
        known = has.notna() & table[outcome].notna()
        other = self.say("overige", "others")
        rows = has[known].map(lambda one: name if one else other)
        counted = pd.crosstab(rows, table.loc[known, outcome]).reindex(
            index=[name, other], columns=[1, 0], fill_value=0
        )
        counted.columns = [self.say("afwezig", "absent"), self.say("niet", "not")]
        counted.index.name = None
        return counted

    def adjusted(self, fit: Any, predictor: str) -> pd.Series:
        """The last level of a predictor in the adjusted model."""
        rows = fit.tidy()
        return rows[rows["predictor"] == predictor].iloc[-1]
