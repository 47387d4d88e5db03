"""Cases with numbers of other software."""

from thuiszitters.verify.cases import shipped_cases


def named(name):
    (case,) = (case for case in shipped_cases() if case.name == name)
    return case
