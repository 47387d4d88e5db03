"""A check as one page of plain text for the terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from thuiszitters.setup.check.answerable import answerable
from thuiszitters.setup.check.drift import NOTABLE

_CAUTIONS = {
    "": "",
    "few_events": "  few events: read with caution",
    "very_few_events": "  very few events: read with great caution",
}
_LEFT_OUT = {
    "empty_row": "empty",
    "repeated_row": "repeated",
    "unknown_pupil": "about a pupil that is not in the pupils file",
    "unknown_code": "with a code that is not in the code list",
}
_SHOWN_DRIFT = 10
_SPECIAL = {"__missing__": "missing", "__number__": "number"}


def check_page(report: Mapping[str, Any], drift: Sequence[Mapping[str, Any]] | None = None) -> str:
    """What `check_cohort` found, as text.

    Parameters
    ----------
    report
        Its result.
    drift
        Result of `drift_between`, when another cohort was named.
    """
    parts = [
        _head(report),
        _section("Open questions: `make report` waits for these", report.get("questions", ())),
        _section("Read", [*_read(report["intake"]["files"]), *_code_list(report["intake"])]),
        _section("Pupils", _flow(report["flow"])),
        _section("Outcome", _outcome(report["outcome"])),
        _section("Problems, with and without the outcome", _constructs(report["constructs"])),
        _section("Planned models", _models(report["models"])),
        _section(
            f"Hidden by the profile {report['disclosure']}",
            [*_suppressed(report["suppressed"]), *_same_pupils(report.get("same_pupils", ()))],
        ),
        _section("What can be answered", answerable(report)),
        _section(
            "What would let more of the main model leave", _remedies(report.get("remedies", ()))
        ),
        _section("Looks odd", report["odd"] or ["Nothing"]),
    ]
    if drift is not None:
        parts.append(_section("Differs from the other cohort", _drift(drift)))
    return "\n".join(part for part in parts if part)


def _head(report: Mapping[str, Any]) -> str:
    invented = " (synthetic: nobody in it exists)" if report["synthetic"] else ""
    return f"Cohort {report['cohort']}{invented}\n"


def _section(title: str, lines: Iterable[str]) -> str:
    body = "".join(f"  {line}\n" for line in lines)
    return f"{title}\n{body}" if body else ""


def _read(files: Mapping[str, Any]) -> list[str]:
    lines = []
    for table, part in files.items():
        how = ", ".join(part[key] for key in ("format", "encoding", "separator") if key in part)
        columns = len(part["columns_read"])
        lines.append(
            f"{table:<16}{part['rows_kept']:>8} records of {columns} columns, "
            f"from {part['rows_read']} rows of {part['path']} ({how})"
        )
        lines += [
            f"{'':<16}{count:>8} left out: {_LEFT_OUT[why]}"
            for why, count in part["left_out"].items()
        ]
        lines += [
            f"{'':<16}{count:>8} with a code typed otherwise than the list writes it (A 101, a101)"
            for count in part.get("respelled", {}).values()
        ]
        lines += [
            f"{'':<16}{'dropped':>8} {name}: it says who a pupil is ({kind})"
            for name, kind in part["columns_dropped"].items()
        ]
        lines += [
            f"{'':<16}{count:>8} without {column}" for column, count in part["not_known"].items()
        ]
    return lines


def _code_list(intake: Mapping[str, Any]) -> list[str]:
    if not intake.get("codebook_version"):
        return []
    return [f"codes of version {intake['codebook_version']} of {intake['codebook']}"]


def _flow(flow: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [f"{'':<44}{'left out':>10}{'remain':>8}"]
    for step in flow:
        left_out = step["n_excluded"] if step["step"] else ""
        lines.append(f"{step['label']:<44}{left_out:>10}{step['n_remaining']:>8}")
    return lines


def _outcome(outcome: Mapping[str, Any]) -> list[str]:
    share = outcome["n_events"] / outcome["n_pupils"]
    counts = f"{outcome['n_events']} of {outcome['n_pupils']} pupils ({share:.1%})"
    return [outcome["label"], outcome["definition"], counts]


def _constructs(constructs: Sequence[Mapping[str, Any]]) -> list[str]:
    if not constructs:
        return []
    lines = [f"{'':<44}{'pupils':>8}{'with':>8}{'without':>8}"]
    for row in constructs:
        shares = [
            "-" if row[key] is None else f"{row[key]:.0%}"
            for key in ("share_events", "share_non_events")
        ]
        mark = "  contains the outcome" if row["outcome_adjacent"] else ""
        lines.append(f"{row['label']:<44}{row['n_pupils']:>8}{shares[0]:>8}{shares[1]:>8}{mark}")
    return lines


def _models(models: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [f"{'':<24}{'pupils':>8}{'events':>8}{'parameters':>12}{'per parameter':>15}"]
    for row in models:
        per = "-" if row["events_per_parameter"] is None else f"{row['events_per_parameter']:.1f}"
        lines.append(
            f"{row['name']:<24}{row['n_pupils']:>8}{row['n_events']:>8}{row['n_parameters']:>12}"
            f"{per:>15}{_CAUTIONS[row['caution']]}"
        )
    return lines


def _suppressed(suppressed: Sequence[Mapping[str, str]]) -> list[str]:
    if not suppressed:
        return ["Nothing"]
    return [
        f"{_SPECIAL.get(row['level'], row['level'])} of {row['predictor']} ({row['rule']})"
        if row["predictor"] != row["level"]
        else f"the whole cohort ({row['rule']})"
        for row in suppressed
    ]


def _same_pupils(cohorts: Sequence[str]) -> list[str]:
    """Other cohorts whose release may show what this one hides."""
    named = ", ".join(cohorts)
    lines = [
        f"The same pupils are in {named}: what one release hides the other may show.",
        "When one has left, keep a copy and name it under earlier_releases of the other",
    ]
    return lines if cohorts else []


def _remedies(remedies: Sequence[Mapping[str, Any]]) -> list[str]:
    """The plan as it is, and the choices under which more leaves, the best first."""
    if not remedies:
        return []
    as_is, *tried = remedies
    better = [one for one in tried if one["leave"] > as_is["leave"]]
    better.sort(key=lambda one: (one["leave"] - one["of"], -one["leave"]))
    lines = [f"{as_is['leave']:>3} of {as_is['of']} odds ratios leave as it is"]
    lines += [f"{one['leave']:>3} of {one['of']} with {one['what']}" for one in better]
    if not better:
        told = f"none of {len(tried)} other choices lets" if tried else "no other choice would let"
        lines.append(f"    {told} more leave")
    return lines


def _drift(drift: Sequence[Mapping[str, Any]]) -> list[str]:
    notable = [row for row in drift if abs(row["standardised_difference"] or 0.0) >= NOTABLE]
    if not notable:
        return [f"No standardised difference reaches {NOTABLE}"]
    return [
        f"{row['predictor']:<28}{row['level']:<24}{row['value']:>8.2f} against "
        f"{row['value_against']:.2f}  ({row['standardised_difference']:+.2f})"
        for row in notable[:_SHOWN_DRIFT]
    ]
