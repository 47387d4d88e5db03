from thuiszitters.base.errors import AnalysisError as AnalysisError
from thuiszitters.base.errors import DataError as DataError
from thuiszitters.base.errors import DisclosureError as DisclosureError
from thuiszitters.base.errors import EstimationError as EstimationError
from thuiszitters.base.errors import PlanError as PlanError
from thuiszitters.interface.asking import odds_ratios as odds_ratios
from thuiszitters.interface.examples import example as example
from thuiszitters.interface.fit import OddsFit as OddsFit
from thuiszitters.interface.results import Results as Results
from thuiszitters.interface.results import read_results as read_results
from thuiszitters.interface.shown import ShownTable as ShownTable
from thuiszitters.interface.study import Study as Study
from thuiszitters.interface.study import StudyResult as StudyResult

__version__: str
__all__: list[str]
