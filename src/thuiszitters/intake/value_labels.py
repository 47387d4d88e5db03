"""Value labels of SPSS and Stata files that contradict what the cohort file says."""

from thuiszitters.base.errors import Problem
from thuiszitters.intake.scan import Cells
from thuiszitters.plan.cohort import ColumnSpec

#: What a label plainly means; other labels are not judged.
_PLAIN = {
    "yes": "ja yes wel waar true",
    "no": "nee no niet onwaar false",
    "boy": "jongen man mannelijk boy male m",
    "girl": "meisje vrouw vrouwelijk girl female v f",
}
_MEANING = {word: meaning for meaning, words in _PLAIN.items() for word in words.split()}
_OPPOSITE = {"yes": "no", "no": "yes", "boy": "girl", "girl": "boy"}


def label_problems(cells: Cells, column: ColumnSpec) -> list[Problem]:
    """Values that the file labels as the opposite of what the cohort file makes of them."""
    labels = cells.value_labels.get(column.source or "", {})
    problems = []
    for value, meaning in column.meanings:
        label = labels.get(value, "")
        said = _MEANING.get(label.strip().casefold())
        if said is not None and _OPPOSITE[said] == meaning:
            problems.append(
                Problem(
                    f'{cells.where}: column "{column.source}"',
                    f'the file labels the value {value} "{label}", '
                    f'the cohort file reads it as "{meaning}"',
                    advice='Correct "values" in the cohort file, or ask the supplier',
                )
            )
    return problems
