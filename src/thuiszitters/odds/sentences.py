"""What the command says of a table, before anything is fitted; in two languages."""

from thuiszitters.base.text import Text

OF_TABLE = {
    "taken_as_missing": Text(
        nl=(
            "{column}: {cells} met {words} gelezen als onbekend. Klopt dat niet, noem dan met "
            '--missing wat onbekend is (--missing "" voor alleen lege cellen).'
        ),
        en=(
            "{column}: {cells} with {words} taken as not known. If that is wrong, name what means "
            'not known with --missing (--missing "" for empty cells only).'
        ),
    ),
    "value_per_row": Text(
        nl=(
            "{column}: elke rij heeft een eigen geheel getal, gelezen als getal. Is het het nummer "
            "van een leerling, laat het kenmerk dan weg."
        ),
        en=(
            "{column}: every row has a whole number of its own, taken as a number. If it is the "
            "number of a pupil, leave the predictor out."
        ),
    ),
    "few_values": Text(
        nl=(
            "{column}: hele getallen met {count} verschillende waarden ({low} tot {high}), gelezen "
            "als getal, met één odds ratio per stap. Zijn het codes van groepen, zeg dan --factor "
            "{column}; zo niet, dan beantwoordt --numeric {column} deze vraag."
        ),
        en=(
            "{column}: whole numbers with {count} different values ({low} to {high}), taken as a "
            "number, with one odds ratio per step. If they are codes of groups, say --factor "
            "{column}; if not, --numeric {column} ends this question."
        ),
    ),
    "decimal_comma": Text(
        nl="{column}: getallen met een decimale komma.",
        en="{column}: numbers with a decimal comma.",
    ),
    "partly_labelled": Text(
        nl=(
            "{column}: het bestand noemt {labelled}; hier is dat een getal. Betekent het onbekend, "
            "zeg dan --missing {column}={value}."
        ),
        en=(
            "{column}: the file labels {labelled}, which is used as a number here. If it means not "
            "known, say --missing {column}={value}."
        ),
    ),
    "reference": Text(
        nl=(
            '{column}: {count} groepen, elk vergeleken met "{reference}". Een andere: --reference '
            "{column}=<groep>."
        ),
        en=(
            '{column}: {count} groups, each compared with "{reference}". Another one: --reference '
            "{column}=<group>."
        ),
    ),
    "capitals": Text(
        nl=(
            "{column}: groepen die alleen in hoofdletters verschillen, zijn apart gehouden; "
            "verbeter het bestand als ze hetzelfde zijn."
        ),
        en=(
            "{column}: groups that differ in capitals only are kept apart; correct the file if "
            "they are the same."
        ),
    ),
    "without_outcome": Text(
        nl="{column}: {rows} zonder uitkomst weggelaten.",
        en="{column}: {rows} without an outcome left out.",
    ),
    "incomplete": Text(
        nl="{rows} van {total} weggelaten, omdat een cel leeg is ({listed}).",
        en="{rows} of {total} left out, because a cell is empty ({listed}).",
    ),
    "nothing_to_impute": Text(
        nl="Er is geen lege cel, dus --impute verandert niets.",
        en="No cell is empty, so --impute changes nothing.",
    ),
    "same_as_outcome": Text(
        nl="{column}: geeft van elke rij precies de uitkomst. Is het de uitkomst zelf?",
        en="{column}: gives the outcome of every row exactly. Is it the outcome itself?",
    ),
    "clusters_of_one": Text(
        nl=(
            "{column}: elk cluster heeft één rij. De standaardfouten zijn dan de robuuste voor "
            "leerlingen die elkaar niet beïnvloeden."
        ),
        en=(
            "{column}: every cluster has one row. The standard errors are then the robust ones for "
            "pupils who do not influence each other."
        ),
    ),
    "without_cluster": Text(
        nl="{column}: {rows} zonder cluster weggelaten.",
        en="{column}: {rows} without a cluster left out.",
    ),
    "one_group": Text(
        nl="{column}: elke rij heeft dezelfde waarde, dus er valt niets te vergelijken.",
        en="{column}: every row has the same value, so there is nothing to compare.",
    ),
    "reference_gone": Text(
        nl=(
            '{column}: geen volledige rij heeft "{gone}", dus wordt vergeleken met "{reference}". '
            "Een andere: --reference {column}=<groep>."
        ),
        en=(
            '{column}: no complete row has "{gone}", so groups are compared with "{reference}". '
            "Another one: --reference {column}=<group>."
        ),
    ),
    "far_value": Text(
        nl=(
            "{column}: {rows} met een waarde die extreem ver van alle andere ligt. Kijk of dat een "
            "tikfout is, of een code voor onbekend (--missing): zo'n waarde kan de odds ratio van "
            "de hele kolom bepalen."
        ),
        en=(
            "{column}: {rows} with a value extremely far from all others. Look whether that is a "
            "typing error, or a code for not known (--missing): such a value can decide the odds "
            "ratio of the whole column."
        ),
    ),
    "far_code": Text(
        nl=(
            "{column}: {rows} met de waarde {value}, extreem ver van alle andere. Betekent die "
            "onbekend, zeg dan --missing {column}={value}."
        ),
        en=(
            "{column}: {rows} with the value {value}, extremely far from all others. If it means "
            "not known, say --missing {column}={value}."
        ),
    ),
    "thousands": Text(
        nl=(
            "{column}: de punt is gelezen als decimaalteken. Scheidt hij duizendtallen, haal hem "
            "dan weg."
        ),
        en=("{column}: the point was read as a decimal point. If it parts thousands, take it out."),
    ),
    "missing_unused": Text(
        nl='{column}: geen cel is "{words}", dat --missing noemt.',
        en='{column}: no cell is "{words}", which --missing names.',
    ),
}
