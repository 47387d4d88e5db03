"""Fits of the data that both have."""

from thuiszitters.plan import PredictorSpec, text


def specs(*names):
    return [
        PredictorSpec(name, text(name), "numeric")
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]
