"""All figures of one cohort in one language."""

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
    import seaborn as sns

    # The theme is seaborn's. `odds` draws one figure and takes the same settings from a table
    # (style.SEABORN_LOOK, held to seaborn by a test), since loading it takes most of a second.
    with sns.axes_style("ticks"), sns.plotting_context("paper"):
        return _draw_all(numbers, language)


def _draw_all(numbers: Numbers, language: Language) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    main = numbers.study.main_model
    for model in numbers.study.models.values():
        name = "forest" if model.name == main.name else f"forest_{model.name}"
        parts = forest_plots(numbers, model, language, name)
        phone = narrow_forests(numbers, model, language, parts)
        figures |= {figure.name: figure for figure in (*parts, *phone)}
    flow = flow_table(numbers, language)
    subgroups = subgroups_plot(numbers, language)
    definitions = definitions_plot(numbers, language)
    further = (
        hundred_plot(numbers, language),
        hundred_plot(numbers, language, NARROW),
        icon_array(numbers, language),
        icon_array(numbers, language, NARROW_ICONS),
        calibration_plot(numbers, language),
        calibration_plot(numbers, language, NARROW_CALIBRATION),
        hypotheses_plot(numbers, language),
        narrow_hypotheses(numbers, language),
        subgroups,
        narrow_subgroups(numbers, subgroups, language),
        *curve_plots(numbers, language),
        problem_count_plot(numbers, language),
        problem_count_plot(numbers, language, NARROW_PROBLEM_COUNT),
        *pair_map(numbers, language),
        replication_plot(numbers, language),
        narrow_replication(numbers, language),
        definitions,
        narrow_definitions(numbers, definitions, language),
        *absence_plots(numbers, language),
        *missing_map(numbers, language),
        flow_chart(numbers, flow, language),
        flow_chart(numbers, flow, language, NARROW_FLOW),
    )
    return figures | {figure.name: figure for figure in further if figure is not None}
