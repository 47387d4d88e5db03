"""Where the rows of the pupils out of a hundred stand: beside their dots, or above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.narrow import NARROW_WIDTH
from thuiszitters.figures.page import LINE_HEIGHT, MARGIN
from thuiszitters.figures.style import WIDTH
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import Answer, Share
from thuiszitters.language.findings import Finding, capital


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of the drawing stand, in inches.

    Attributes
    ----------
    name
        Of the figure.
    label_width
        Labels are broken to it.
    text_left
        Where the numbers of a row start; they end at the margin.
    legend_step
        From the first entry of the legend to the second, to the right and down.
    head, top
        Baseline of the head above the numbers, and where the rows start, counted from the top.
    stacked
        Dots stand below their label; otherwise beside it.
    """

    name: str
    width: float
    label_width: float
    axis_left: float
    axis_width: float
    text_left: float
    legend_step: tuple[float, float]
    head: float
    top: float
    stacked: bool

    @property
    def rule(self) -> float:
        """The line above the rows."""
        return self.top - 0.04

    def at(self, share: float, most: float) -> float:
        """Place of a share on an axis that ends at `most`."""
        return self.axis_left + self.axis_width * share / most


WIDE = Layout(
    name="hundred",
    width=WIDTH,
    label_width=2.5,
    axis_left=2.8,
    axis_width=2.55,
    text_left=5.5,
    legend_step=(2.3, 0.0),
    head=0.38,
    top=0.5,
    stacked=False,
)
#: A little less than the text of a page on a phone of 360 pixels, so that letters grow there.
NARROW = Layout(
    name="hundred_narrow",
    width=NARROW_WIDTH,
    label_width=3.1 - 2 * MARGIN,
    axis_left=0.16,
    axis_width=1.88,
    text_left=2.2,
    legend_step=(0.0, 0.18),
    head=0.52,
    top=0.64,
    stacked=True,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A comparison with its lines of text, and where it stands.

    Attributes
    ----------
    own, other
        The shares that are compared, with their margins.
    settled
        Whether the comparison is clear or borderline; the others are drawn grey.
    """

    own: Share
    other: Share
    settled: bool
    label: list[str]
    against: list[str]
    shares: list[str]
    y: float
    layout: Layout

    @property
    def labels_height(self) -> float:
        """What the label and its comparison take."""
        return (len(self.label) + len(self.against)) * LINE_HEIGHT + 0.1

    @property
    def dots_height(self) -> float:
        """What the dots and their numbers add below the labels."""
        return len(self.shares) * LINE_HEIGHT + 0.08 if self.layout.stacked else 0.0

    @property
    def height(self) -> float:
        """Of the whole row."""
        return self.labels_height + self.dots_height

    @property
    def end(self) -> float:
        """Where the next row starts."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The height of the dots."""
        if self.layout.stacked:
            return self.end - 0.05 - self.dots_height / 2
        return self.y + self.labels_height / 2


#: Height of the words above the comparisons that these data do not settle.
DIVIDER = 0.34
_SETTLED = ("clear", "borderline")


def ordered(found: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Settled comparisons and the others, each from the largest difference to the smallest."""

    def difference(one: Answer) -> float:
        assert one.shares is not None
        return -abs(one.shares[0].value - one.shares[1].value)

    drawn = [one for one in found if one.shares is not None and not _a_number(one)]
    settled = [one for one in drawn if one.judgement.grade in _SETTLED]
    rest = [one for one in drawn if one.judgement.grade not in _SETTLED]
    return sorted(settled, key=difference), sorted(rest, key=difference)


def _a_number(answer: Answer) -> bool:
    return answer.finding is not None and answer.finding.level is None


def laid_out(found: Sequence[Answer], layout: Layout, language: Language) -> list[Row]:
    """The rows of a drawing from top to bottom: what is settled, a line, then the rest."""
    rows: list[Row] = []
    settled, rest = ordered(found)
    for place, one in enumerate((*settled, *rest)):
        assert one.shares is not None
        top = rows[-1].end if rows else layout.top
        row = Row(
            own=one.shares[0],
            other=one.shares[1],
            settled=place < len(settled),
            label=wrapped(_label(one, language), layout.label_width),
            against=wrapped(_against(one, language), layout.label_width),
            shares=wrapped(_shares(one, language), layout.width - MARGIN - layout.text_left),
            y=top + (DIVIDER if rest and place == len(settled) else 0.0),
            layout=layout,
        )
        rows.append(row)
    return rows


def _label(answer: Answer, language: Language) -> str:
    """The group of a comparison, and how sure it is where it is settled."""
    if answer.share_levels is not None:
        label = answer.predictor.named(answer.share_levels[0], language)
    else:
        assert answer.finding is not None
        label = answer.finding.label(language)
        if _told_as_pupils(answer.finding, language):
            label = capital(answer.finding.pupils(language))
    if answer.judgement.grade == "borderline":
        grade = say("answer_card.grade.borderline", language)
        return say("figure.hundred.graded", language, label=label, grade=grade)
    return label


def _told_as_pupils(finding: Finding, language: Language) -> bool:
    """Whether the plan's words for both groups are shorter: girls, compared with boys."""
    if finding.against_without:
        return False
    own = len(finding.pupils(language)) < len(finding.label(language))
    other = len(finding.other_pupils(language)) < len(finding.label(language))
    return own and other


def _against(answer: Answer, language: Language) -> str:
    if answer.share_levels is not None:
        label = answer.predictor.level(answer.share_levels[1]).in_language(language)
        return say("figure.hundred.against", language, label=label)
    assert answer.finding is not None
    if answer.finding.against_without:
        return say("figure.hundred.against_without", language)
    if _told_as_pupils(answer.finding, language):
        pupils = answer.finding.other_pupils(language)
        return say("figure.hundred.against_pupils", language, pupils=pupils)
    label = answer.finding.reference_label(language)
    return say("figure.hundred.against", language, label=label)


def _shares(answer: Answer, language: Language) -> str:
    assert answer.shares is not None
    own, other = (number_format.per_hundred(one.value, language) for one in answer.shares)
    return say("figure.hundred.pair", language, share=own, reference=other)
