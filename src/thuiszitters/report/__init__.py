"""Released numbers and figures as reports for three kinds of readers."""

from thuiszitters.report.stage import write_all_reports, write_index
from thuiszitters.report.write import write_report

__all__ = ["write_all_reports", "write_index", "write_report"]
