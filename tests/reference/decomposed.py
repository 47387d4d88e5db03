"""Data of a decomposition, with numbers of R."""

from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


def design(mediated, *names):
    specs = [
        PredictorSpec(name, text(name), "numeric")
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]
    return design_from_patterns(mediated, specs)
