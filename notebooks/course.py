"""What every lesson uses: words in its language, checks of answers, pictures to move."""

from collections.abc import Callable
from typing import Any

import pandas as pd

#: A column of numbers with more different values than this is cut in two at its median.
FEW = 4


class Lesson:
    """One lesson in one language, ``nl`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, nl: str, en: str) -> str:
        return nl if self.language == "nl" else en

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
            good = abs(float(given) - float(right)) <= close * max(1.0, abs(float(right)))
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

    def two_groups(self, table: pd.DataFrame, predictor: str) -> tuple[pd.Series, str]:
        """Who has a property, and what that is called; the last group stands for the property."""
        values = table[predictor]
        if pd.api.types.is_numeric_dtype(values) and values.nunique() > FEW:
            half = values.median()
            return (values > half).where(values.notna()), f"{predictor} > {half:g}"
        last = sorted(values.dropna().unique(), key=str)[-1]
        return (values == last).where(values.notna()), f"{predictor} = {last}"

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
