"""Drawings for a phone."""

import re


def words(svg):
    """What is written in a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def estimates(svg):
    """Estimates before their intervals, and the counts of boxes, in the words of a drawing."""
    written = words(svg)
    counts = [word for word in written if re.fullmatch(r"\d{3}", word)]
    return sorted([*counts, *re.findall(r"(\d+[,.]\d+) \(", " ".join(written))])
