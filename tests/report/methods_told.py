"""What the methods of some numbers say."""

from dataclasses import replace

from thuiszitters.report.method import method_statements


def keys(numbers):
    return {one.key for one in method_statements(numbers, "nl")}


def with_columns(numbers, **values):
    return replace(numbers, estimates=numbers.estimates.assign(**values))
