"""The colours of figures, of paper, and what they are called in pages.

`ACCENT` and `SECOND` are the blue and the vermilion of seaborn's colour-blind palette; they stand
here as text so that a report can follow them without loading a drawing library. The light colours
of `table.css` are the same ones, which a test checks.
"""

ACCENT, SECOND = "#0173b2", "#d55e00"
INK, SOFT, LINE, PAPER, BAND = "#1c2430", "#4a5666", "#c9d1da", "#ffffff", "#f1f4f7"
#: For words that warn: the vermilion, darker, since on white its contrast is 3.9 to 1.
CAUTION = "#9a4a00"

#: What a figure inside a page takes from the page, so that it follows light and dark.
VARIABLES = {
    INK: "--ink",
    SOFT: "--soft",
    LINE: "--line",
    PAPER: "--paper",
    BAND: "--band",
    ACCENT: "--accent",
    SECOND: "--second",
    CAUTION: "--caution",
}
