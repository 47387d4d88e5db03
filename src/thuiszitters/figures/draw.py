"""All figures of one cohort in one language."""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.figures.absence import absence_plots
from thuiszitters.figures.calibration import NARROW_CALIBRATION, calibration_plot
from thuiszitters.figures.co_occurrence import pair_map
from thuiszitters.figures.curves import curve_plots
from thuiszitters.figures.definitions import definitions_plot, narrow_definitions
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.flow import NARROW_FLOW, flow_chart
from thuiszitters.figures.forest import forest_plots
from thuiszitters.figures.forest_narrow import narrow_forests
from thuiszitters.figures.hundred import hundred_plot
from thuiszitters.figures.hundred_rows import NARROW
from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.figures.hypotheses_narrow import narrow_hypotheses
from thuiszitters.figures.icons import NARROW_ICONS, icon_array
from thuiszitters.figures.missing_map import missing_map
from thuiszitters.figures.problem_count import NARROW_PROBLEM_COUNT, problem_count_plot
from thuiszitters.figures.replication import replication_plot
from thuiszitters.figures.replication_narrow import narrow_replication
from thuiszitters.figures.subgroups import narrow_subgroups, subgroups_plot
from thuiszitters.results.read import Numbers
from thuiszitters.tables.flow import flow_table


def draw_figures(numbers: Numbers, language: Language) -> dict[str, Figure]:
    """Every figure whose numbers are released, by name, in reading order.

    ``forest`` is the main model; another model of the plan gets ``forest_<model>``. A plot too
    long for a page goes on in ``<name>_part2``.
    """
    return {figure.name: figure for figure in drawn_one_by_one(numbers, language)}


def drawn_one_by_one(numbers: Numbers, language: Language) -> Iterator[Figure]:
    """The same, each as soon as it is drawn.

    Their theme is seaborn's, from a table that a test holds to seaborn (`style.SEABORN_LOOK`):
    loading it takes a second, which only its own plots are worth.
    """
    main = numbers.study.main_model
    for model in numbers.study.models.values():
        name = "forest" if model.name == main.name else f"forest_{model.name}"
        parts = forest_plots(numbers, model, language, name)
        yield from parts
        yield from narrow_forests(numbers, model, language, parts)
    yield from (figure for figure in _further(numbers, language) if figure is not None)


def _further(numbers: Numbers, language: Language) -> Iterator[Figure | None]:
    yield hundred_plot(numbers, language)
    yield hundred_plot(numbers, language, NARROW)
    yield icon_array(numbers, language)
    yield icon_array(numbers, language, NARROW_ICONS)
    yield calibration_plot(numbers, language)
    yield calibration_plot(numbers, language, NARROW_CALIBRATION)
    yield hypotheses_plot(numbers, language)
    yield narrow_hypotheses(numbers, language)
    subgroups = subgroups_plot(numbers, language)
    yield subgroups
    yield narrow_subgroups(numbers, subgroups, language)
    yield from curve_plots(numbers, language)
    yield problem_count_plot(numbers, language)
    yield problem_count_plot(numbers, language, NARROW_PROBLEM_COUNT)
    yield from pair_map(numbers, language)
    yield replication_plot(numbers, language)
    yield narrow_replication(numbers, language)
    definitions = definitions_plot(numbers, language)
    yield definitions
    yield narrow_definitions(numbers, definitions, language)
    yield from absence_plots(numbers, language)
    yield from missing_map(numbers, language)
    flow = flow_table(numbers, language)
    yield flow_chart(numbers, flow, language)
    yield flow_chart(numbers, flow, language, NARROW_FLOW)
