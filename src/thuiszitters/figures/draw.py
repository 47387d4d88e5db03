"""All figures of one cohort in one language."""

from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import forest_plot
from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language


def draw_figures(numbers: Numbers, language: Language) -> dict[str, Figure]:
    """Every figure of the released numbers, by name.

    ``forest`` is the main model; another model of the plan gets ``forest_<model>``.
    """
    figures = {}
    main = numbers.study.main_model
    for model in numbers.study.models.values():
        name = "forest" if model.name == main.name else f"forest_{model.name}"
        figures[name] = forest_plot(numbers, model, language, name)
    return figures
