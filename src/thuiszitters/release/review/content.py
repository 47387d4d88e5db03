"""What stands on the review page: plain tables and sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from thuiszitters.base.text import Language
from thuiszitters.language import known, number_format, say
from thuiszitters.plan.disclosure import ALL_DIGITS, OPTIONAL_FILE_TYPES
from thuiszitters.release.record import Bound
from thuiszitters.release.review.explanation import place_of, universe_label
from thuiszitters.release.review.parts import Grid, Section, released_numbers, smallest_count
from thuiszitters.release.stage import Released
from thuiszitters.results.read import present
from thuiszitters.results.study import Study

#: Verdicts on counts that need protection, the most urgent first.
_JUDGED = ("failed", "told", "held")
#: Points that only a person can judge.
CHECKS = ("purpose", "population", "counts", "attack", "groups", "earlier", "files", "text")


class Review:
    """Everything the page says about one release, in one language.

    Parameters
    ----------
    released
        Released tables, their record, and the bounds an outsider can work out.
    study
        Labels.
    language
        Of every text.
    """

    def __init__(self, released: Released, study: Study, language: Language) -> None:
        self.released = released
        self.record = released.judged_record
        self.rules: Mapping[str, Any] = released.record["rules"]
        self.study = study
        self.language = language

    def sections(self) -> list[Section]:
        """All sections but the checklist, in order."""
        return [
            Section("summary", tuple(self._summary())),
            Section("rules", (), self._rules()),
            Section("tables", (), self._tables()),
            self._suppressed(),
            self._models(),
            self._means(),
            Section("earlier", tuple(self._earlier())),
            Section("files", tuple(self._files())),
        ]

    def say(self, key: str, **values: object) -> str:
        return say(f"review.{key}", self.language, **values)

    def _with_rows(self) -> dict[str, pd.DataFrame]:
        """The tables that are written."""
        return {name: table for name, table in self.released.judged.items() if len(table)}

    def _count(self, value: float) -> str:
        return number_format.count(value, self.language)

    def _part(self, share: float) -> str:
        """A limit as a percentage, without decimals where it has none."""
        value = 100 * share
        places = 0 if float(value).is_integer() else 1
        return f"{number_format.decimal(value, places, self.language)} %"

    def _summary(self) -> Iterator[str]:
        study, tables = self.study, self._with_rows()
        label = study.disclosure_label.in_language(self.language)
        statement = study.disclosure_statement.in_language(self.language)
        yield self.say("summary.profile", label=label, statement=statement)
        smallest = [
            count
            for name, table in tables.items()
            if (count := smallest_count(name, table)) is not None
        ]
        yield self.say(
            "summary.leaves",
            numbers=self._count(sum(map(released_numbers, tables.values()))),
            tables=len(tables),
            smallest=self._count(min(smallest)) if smallest else self.say("value.none"),
        )
        parts = self.record["tables"].values()
        suppressed, rows = (sum(part[key] for part in parts) for key in ("suppressed_rows", "rows"))
        yield (
            self.say("summary.suppressed", rows=self._count(suppressed), of=self._count(rows))
            if suppressed
            else self.say("summary.nothing")
        )
        yield self._attack()
        if self.record["audited"]:
            labels = [self._model(model) for model in self.record["audited"]]
            yield self.say("summary.audited", models="; ".join(labels))
        for one in self.record["not_audited"]:
            yield self.say(
                "summary.not_audited",
                model=self._model(one["model"]),
                tables=", ".join(one["tables"]),
                reason=self.say(f"not_audited.{one['reason']}"),
            )
        yield from self._rounded()

    def _rounded(self) -> Iterator[str]:
        """What numbers beside rounded counts were made from, and what could not be made so."""
        found = self.record["protection"].get("rounded", {"models": [], "left_out": []})
        if found["models"]:
            labels = [self._model(model) for model in found["models"]]
            yield self.say("summary.rounded", models="; ".join(labels))
        for one in found["left_out"]:
            reason = self.say(f"left_out.{one['reason']}")
            model = self._model(one["model"])
            yield self.say("summary.left_out", model=model, table=one["table"], reason=reason)

    def _model(self, model: str) -> str:
        return universe_label(model, self.study, self.language)

    def _attack(self) -> str:
        attack = self.record["protection"]
        if not attack["protected_counts"]:
            return self.say("summary.no_attack")
        narrowest, required = attack["narrowest_width"], attack["required_width"]
        infinite = narrowest == "infinite"
        key = "attack_held" if infinite or round(narrowest, 3) >= required else "attack_failed"
        shown = self.say("value.unbounded") if infinite else self._count(narrowest)
        needed = self._count(required)
        if key == "attack_failed":
            return self.say("summary.attack_failed", narrowest=shown, required=needed)
        n_counts = self._count(attack["protected_counts"])
        return self.say("summary.attack_held", n=n_counts, narrowest=shown, required=needed)

    def _rules(self) -> Grid:
        rows = tuple((self.say(f"rule.{key}"), self._rule(key)) for key in self.rules)
        heads = ((self.say("table.rule"), False), (self.say("table.value"), False))
        return Grid(self.say("table.rules_caption"), heads, rows)

    def _rule(self, key: str) -> str:
        value = self.rules[key]
        if isinstance(value, bool):
            return self.say(f"value.{'yes' if value else 'no'}")
        if isinstance(value, list):
            keys = {one: f"value.{one}" for one in value}
            named = [self.say(key) if known(f"review.{key}") else one for one, key in keys.items()]
            return ", ".join(named) or self.say("value.none")
        if key.endswith("_share"):
            return self.say("value.no_limit") if value == 1 else self._part(value)
        if (key == "significant_digits" and value == 0) or (
            key.endswith("_decimals") and value == ALL_DIGITS
        ):
            return self.say("value.all_digits")
        return self._count(value)

    def _tables(self) -> Grid:
        heads = [("name", False), ("rows", True), ("numbers", True), ("smallest", True),
                 ("suppressed", True), ("why", False)]  # fmt: skip
        rows = []
        for name, table in self._with_rows().items():
            part, smallest = self.record["tables"][name], smallest_count(name, table)
            by_rule: dict[str, int] = {}
            for reason, count in part["reasons"].items():
                rule = reason.partition("=")[2]
                by_rule[rule] = by_rule.get(rule, 0) + count
            why = "; ".join(
                self.say("table.reason", rows=self._count(count), rule=self._word(rule))
                for rule, count in by_rule.items()
            )
            least = "–" if smallest is None else self._count(smallest)
            counts = (part["rows"], released_numbers(table))
            suppressed = self._count(part["suppressed_rows"])
            rows.append((name, *map(self._count, counts), least, suppressed, why))
        return self._grid("table", heads, rows)

    def _suppressed(self) -> Section:
        if not self.released.bounds:
            return Section("suppressed", (self.say("suppressed.none"),))
        earlier = self.say("suppressed.earlier") if self.record["earlier"]["releases"] else ""
        # The space that parts it from the word before it is lost where the catalogue is read.
        earlier = f" {earlier}" if earlier else ""
        intro = self.say("suppressed.intro", earlier=earlier)
        heads = [("place", False), ("measure", False), ("rule", False), ("bounds", True),
                 ("width", True), ("verdict", False)]  # fmt: skip
        parts: list[Grid | None] = []
        for part, verdicts in (("suppressed", _JUDGED), ("helpers", ("helper",))):
            own = [bound for bound in self.released.bounds if bound.verdict in verdicts]
            own.sort(key=lambda bound: verdicts.index(bound.verdict))
            caption = self.say(f"{part}.caption", n=self._count(len(own)))
            rows = [self._bound(bound) for bound in own]
            parts.append(self._grid("suppressed", heads, rows, caption) if own else None)
        return Section("suppressed", (intro,), *parts)

    def _bound(self, bound: Bound) -> tuple[str, ...]:
        place = place_of(bound.named, self.study, self.language)
        measure = self.say(f"suppressed.{bound.named['measure']}")
        rule = self._word(bound.rule) if bound.rule else "–"
        low = self._count(round(bound.low))
        open_end = bound.high == float("inf")
        between = {"low": low, "high": "" if open_end else self._count(round(bound.high))}
        bounds = self.say("value.from" if open_end else "value.between", **between)
        width = self.say("value.unbounded") if open_end else self._count(round(bound.width))
        return place, measure, rule, bounds, width, self.say(f"suppressed.{bound.verdict}")

    def _models(self) -> Section:
        fits = self.released.judged["fits"]
        heads = [("model", False), ("fits", True), ("smallest", True), ("suppressed", True)]
        rows = []
        for model, own in fits.groupby("model", sort=False):
            left = (own["n_pupils"].astype("float64") - own["n_parameters"]).dropna()
            least = self.say("value.hidden") if left.empty else self._count(left.min())
            gone = int((own["reason"] == "suppressed|rule=residual_df").sum())
            label = universe_label(str(model), self.study, self.language)
            rows.append((label, self._count(len(own)), least, self._count(gone)))
        minimum = self._count(self.rules["minimum_residual_df"])
        intro = self.say("models.intro", minimum=minimum)
        return Section("models", (intro,), self._grid("models", heads, rows))

    def _means(self) -> Section:
        table = self.released.judged["characteristics"]
        own = table[table["row"] == "number"]
        if own.empty:
            return Section("means", (self.say("means.none"),))
        rows = []
        for row in own.to_dict("records"):
            rule = str(row["reason"]).partition("=")[2]
            verdict = self.say("means.leaves")
            if not present(row["mean"]):
                verdict = self.say("means.stays", rule=self._word(rule) if rule else "–")
            rows.append(
                (self.study.predictors[row["predictor"]].label.in_language(self.language), verdict)
            )
        share = self.rules["maximum_single_share"]
        intro = (
            self.say("means.intro_rule", share=self._part(share))
            if share < 1
            else self.say("means.intro_none")
        )
        grid = self._grid("means", [("predictor", False), ("verdict", False)], rows)
        return Section("means", (intro, self.say("means.numbers")), grid)

    def _earlier(self) -> Iterator[str]:
        earlier = self.record["earlier"]
        if others := earlier.get("same_pupils"):
            yield self.say("earlier.same_pupils", cohorts=", ".join(others))
        if not earlier["releases"]:
            yield self.say("earlier.none")
        elif not earlier["compared"]:
            yield self.say("earlier.not_compared")
        else:
            yield self.say("earlier.compared", releases=", ".join(earlier["releases"]))
            for universe in earlier["differing_by_too_few"]:
                place = universe_label(universe, self.study, self.language)
                yield self.say("earlier.apart", place=place)
            for count in earlier["released_before"]:
                place = place_of(count, self.study, self.language)
                measure = self.say(f"suppressed.{count['measure']}")
                yield self.say(
                    "earlier.said", place=place, measure=measure, release=count["release"]
                )
            if not earlier["differing_by_too_few"] and not earlier["released_before"]:
                yield self.say("earlier.clean")
        yield self.say("earlier.keep", cohort=self.study.cohort)

    def _files(self) -> Iterator[str]:
        allowed = ["html", "png", "parquet", "json", *self.rules["file_types"]]
        yield self.say("files.allowed", types=", ".join(allowed))
        refused = [kind for kind in OPTIONAL_FILE_TYPES if kind not in allowed]
        if refused:
            yield self.say("files.refused", types=", ".join(refused))

    def _word(self, rule: str) -> str:
        return say(f"word.rule.{rule}", self.language)

    def _grid(
        self,
        part: str,
        heads: Sequence[tuple[str, bool]],
        rows: Sequence[tuple[str, ...]],
        caption: str = "",
    ) -> Grid:
        named = tuple((self.say(f"{part}.{key}"), numeric) for key, numeric in heads)
        return Grid(caption or self.say(f"{part}.caption"), named, tuple(rows))
