"""Odds ratios for any table, without a workflow: read, decide, fit, hand over.

Nothing heavy is imported here, so that the command line starts at once.
"""

from thuiszitters.odds.request import OddsRequest, request_from

__all__ = ["OddsRequest", "request_from"]
