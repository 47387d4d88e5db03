"""Released numbers and figures as reports for three kinds of readers."""

from thuiszitters.report.write import write_report

__all__ = ["write_report"]
