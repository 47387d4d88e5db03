"""Models of the validation, with numbers of R."""

CASES = ("quine", "birthwt")


def rows(fit):
    return fit.probability, fit.design.events, fit.design.counts
