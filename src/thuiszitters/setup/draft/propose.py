"""A first analysis plan, proposed from the columns of a cohort and its code list."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.plan.cohort import LocalCode
from thuiszitters.setup.draft.columns import SHOWN_FROM, Look
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.propose_codes import Construct, proposed_constructs
from thuiszitters.setup.draft.render import background
from thuiszitters.setup.draft.words import meaning_of_value
from thuiszitters.setup.draft.yaml_text import column_key, flow

#: Behind words that the draft could not translate.
_AS_IN_FILE = "(nl = en)"
#: A column with more levels than this is no factor of a first model.
_MOST_LEVELS = 6
_YES_NO = ("yes", "no")


@dataclass
class Proposal:
    """The parts of a plan.

    Attributes
    ----------
    lines
        Predictor to its lines.
    blocks
        Block of the main model to its predictors.
    left_out
        Columns and codes that became no predictor, with the reason.
    """

    lines: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def add(self, block: str, name: str, lines: list[str]) -> None:
        self.lines[name] = lines
        self.blocks.setdefault(block, []).append(name)


def proposed_plan(
    name: str,
    tables: Mapping[str, FileLook],
    codebook: Codebook | None,
    local: Mapping[str, LocalCode],
) -> str:
    """The text of a plan for a cohort.

    Parameters
    ----------
    name
        Of the cohort.
    tables
        Canonical table to the file it comes from.
    local
        Codes of their own that plans share, with their labels.

    Returns
    -------
    str
        YAML: a construct per recorded problem, a predictor per construct and per column that can
        be one, and one model with all of them. No value that few pupils share stands in it.
    """
    proposal, pupils = Proposal(), tables["pupils"]
    _add_background(proposal, pupils)
    coded = tables.get("classifications")
    constructs: list[Construct] = []
    if coded is not None and codebook is not None:
        constructs, skipped = proposed_constructs(coded, codebook, local)
        proposal.left_out += skipped
    for construct in constructs:
        proposal.add("problems", construct.name, list(_construct_predictor(construct)))
    lines = [
        "# Proposed by `thuiszitters draft` from the columns of a cohort; change what you like.",
        "# QUESTION: are these the predictors you want, and are labels and first levels right?",
        "# Others are compared with the first level. Words of the file stand in both languages",
        f"# where {_AS_IN_FILE} is behind them: translate them, and take that away.",
        "title:",
        f"  nl: Wat hangt samen met langdurige afwezigheid? ({name})",
        f"  en: What is associated with long-term absence? ({name})",
        "question:",
        "  nl: Welke kenmerken van leerlingen hangen samen met de uitkomst?",
        "  en: Which characteristics of pupils are associated with the outcome?",
    ]
    if constructs and codebook is not None:
        lines += [f"codebook: {codebook.name}", "constructs:"]
        lines += [f"  {line}" for construct in constructs for line in construct.lines()]
    lines.append("predictors:")
    for key, part in proposal.lines.items():
        lines += [f"  {key}:", *(f"    {line}" for line in part)]
    lines += list(_model(proposal))
    lines += [f"# left out: {reason}" for reason in proposal.left_out]
    return "\n".join(lines) + "\n"


def _model(proposal: Proposal) -> Iterator[str]:
    labels = {
        "background": Text("Achtergrond", "Background"),
        "problems": Text("Problemen", "Problems"),
    }
    yield "models:"
    yield "  main:"
    yield "    label: { nl: Hoofdmodel, en: Main model }"
    yield "    role: exploratory # these predictors were chosen by what the files hold"
    yield "    blocks:"
    for block, names in proposal.blocks.items():
        yield f"      {block}:"
        yield f"        label: {_text(labels[block])}"
        yield f"        predictors: [{', '.join(names)}]"


def _add_background(proposal: Proposal, pupils: FileLook) -> None:
    if any(set(look.meanings.values()) >= {"boy", "girl"} for look in pupils.with_role("sex")):
        proposal.add("background", "girl", list(_SEX))
    if pupils.with_role("birth_date", "age_years"):
        proposal.add("background", "age_years", list(_AGE))
    for look in background(pupils):
        if look.role in ("outcome", "days") or look.kind == "date":
            continue
        lines = list(_column_predictor(look, pupils))
        if len(lines) > 1:
            proposal.add("background", column_key(look.name), lines)
        else:
            proposal.left_out += [f"the column {look.name}, {reason}" for reason in lines]


def _column_predictor(look: Look, pupils: FileLook) -> Iterator[str]:
    """The lines of a predictor; one line alone is the reason why there is none."""
    label = look.label or look.name.replace("_", " ")
    counts = pupils.columns[look.name].counts
    known = counts.drop(labels=[value for value in look.missing if value in counts])
    if look.kind == "number":
        yield f"label: {_same(label)}"
        yield "kind: numeric"
        yield f"topics: [{_topic(label)}]"
        yield f"column: {column_key(look.name)}"
        yield "per: 1"
        yield "unit: { nl: eenheid, en: unit }"
        return
    if not 2 <= len(known) <= _MOST_LEVELS:
        yield f"it has {len(known)} values"
        return
    if (known < SHOWN_FROM).any():
        yield f"fewer than {SHOWN_FROM} pupils share one of its values"
        return
    values = list(map(str, known.index))
    if all(value.isdecimal() for value in values):
        values.sort(key=int)  # an order, such as that of year groups; else the commonest first
    named = {value: look.value_labels.get(value, value) for value in values}
    yield f"label: {_same(label)}"
    yes_no = _yes_no(named)
    yield f"kind: {'binary' if yes_no else 'factor'}"
    yield f"topics: [{_topic(label)}]"
    yield f"column: {column_key(look.name)}"
    if yes_no:
        yield f"yes: [{json.dumps(yes_no['yes'])}]"
        yield f"no: [{json.dumps(yes_no['no'])}]"
        return
    yield "levels:"
    for value, shown in named.items():
        yield f"  {json.dumps(value, ensure_ascii=False)}: {_same(shown)}"


def _yes_no(named: Mapping[str, str]) -> dict[str, str]:
    """Value of the file per answer; empty when these are no answers."""
    if set(named) == {"0", "1"} and named["0"] == "0":
        return {"yes": "1", "no": "0"}
    found = {meaning_of_value(shown, _YES_NO): value for value, shown in named.items()}
    return found if set(found) == set(_YES_NO) and len(named) == len(_YES_NO) else {}


def _construct_predictor(construct: Construct) -> Iterator[str]:
    nl, en = (_in_a_sentence(construct.label.in_language(code)) for code in ("nl", "en"))
    yield f"label: {_text(construct.label)}"
    yield "kind: binary"
    yield f"topics: [{construct.topic}]"
    yield f"construct: {construct.name}"
    yield "pupils:"
    yield f"  no: {_text(Text(f'leerlingen zonder {nl}', f'pupils without {en}'))}"
    yield f"  yes: {_text(Text(f'leerlingen met {nl}', f'pupils with {en}'))}"


def _in_a_sentence(label: str) -> str:
    """A label within a sentence, without commas."""
    plain = re.sub(r",\s*", " / ", label)
    return plain if plain[1:2].isupper() else plain[:1].lower() + plain[1:]


#: Words of a column to what it is about.
_TOPICS = {
    "poverty": "armoede minima free meals fsm income inkomen deprivation",
    "origin": "herkomst afkomst etniciteit ethnicity origin migration migratie",
    "learning": "niveau level sen leerniveau special needs",
    "move": "verhuisd verhuizing moved",
    "school_changes": "schoolwissel schoolwisselingen changes",
    "disability": "disability beperking handicap",
    "urban": "urban stad platteland rural distance afstand",
}


def _topic(label: str) -> str:
    words = set(re.findall(r"[a-z]+", label.casefold()))
    found = (topic for topic, listed in _TOPICS.items() if words & set(listed.split()))
    return next(found, "other")


def _same(words: str) -> str:
    """Words of the file for both languages; marked, but for numbers and capitals (ADHD)."""
    marked = any(map(str.islower, words))
    return _text(Text(words, words)) + (f" # {_AS_IN_FILE}" if marked else "")


def _text(text: Text) -> str:
    return flow({"nl": text.nl, "en": text.en})


_SEX = (
    "label: { nl: Geslacht, en: Sex }",
    "kind: binary",
    "topics: [sex]",
    "column: sex",
    "yes: [girl]",
    "no: [boy]",
    "levels:",
    "  no: { nl: Jongen, en: Boy }",
    "  yes: { nl: Meisje, en: Girl }",
    "pupils:",
    "  no: { nl: jongens, en: boys }",
    "  yes: { nl: meisjes, en: girls }",
)
_AGE = (
    "label: { nl: Leeftijd, en: Age }",
    "kind: numeric",
    "topics: [age]",
    "column: age_years",
    "per: 1",
    "unit: { nl: jaar, en: year }",
    "pupils:",
    "  more: { nl: oudere leerlingen, en: older pupils }",
)
