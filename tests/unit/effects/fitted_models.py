"""Models whose risks are asked."""

from thuiszitters.plan import PredictorSpec, text

NUMBER = PredictorSpec("x", text("x"), "numeric")
BINARY = PredictorSpec("z", text("z"), "binary", ("no", "yes"))
MEASURES = ("logit_risk", "logit_risk_reference", "difference", "log_ratio")
