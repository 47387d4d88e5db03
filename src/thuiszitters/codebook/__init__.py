"""The code list: levels, roll-up, ranges, and the nearest code for one that is unknown."""

from thuiszitters.codebook.code import Code
from thuiszitters.codebook.codes import Codebook, entry_problems
from thuiszitters.codebook.reading import codebook_from_text, read_codebook, read_codebooks

__all__ = [
    "Code",
    "Codebook",
    "codebook_from_text",
    "entry_problems",
    "read_codebook",
    "read_codebooks",
]
