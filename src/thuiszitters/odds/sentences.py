"""The sentences of `thuiszitters.odds.notices`, in two languages."""

from thuiszitters.base.text import Text

SENTENCES = {
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
    "few_clusters": Text(
        nl="{column}: er zijn maar {clusters} clusters. De intervallen kunnen te smal zijn.",
        en="{column}: there are only {clusters} clusters. The intervals may be too narrow.",
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
    "imputed": Text(
        nl=(
            "{rows} van {total} met een lege cel ({listed}), {times} keer aangevuld met chained "
            "equations en samengevoegd volgens Rubin. Dit neemt aan dat ontbreken alleen "
            "samenhangt met wat wel bekend is (missing at random). "
            "De volledige rijen staan ernaast."
        ),
        en=(
            "{rows} of {total} with an empty cell ({listed}), filled in {times} times by chained "
            "equations and pooled by Rubin's rules. This assumes that being empty depends only on "
            "what is known (missing at random). The complete rows stand beside it."
        ),
    ),
    "imputed_far": Text(
        nl=(
            "{column}: voor een deel van de lege cellen is er geen rij met een bekende waarde die "
            "erop lijkt (afstand {distance} standaarddeviatie). Wat daar is ingevuld, komt van "
            "rijen die anders zijn. Houd u aan de volledige rijen, of laat het kenmerk weg."
        ),
        en=(
            "{column}: for some of the empty cells no row with a known value is alike (distance "
            "{distance} standard deviations). What was filled in there is from rows that differ. "
            "Rely on the complete rows, or leave the predictor out."
        ),
    ),
    "imputed_differs": Text(
        nl=(
            "{column}: ingevulde waarden zijn anders verdeeld dan bekende, gegeven de andere "
            "kenmerken (verschoven met {shift}, spreiding {spread} keer die van bekende). "
            "Vergelijk met de volledige rijen."
        ),
        en=(
            "{column}: values filled in are spread otherwise than known ones, given the other "
            "predictors (shifted by {shift}, spread {spread} times that of known ones). Compare "
            "with the complete rows."
        ),
    ),
    "monte_carlo": Text(
        nl=(
            "Een andere reeks van {times} imputaties zou odds ratio's merkbaar kunnen veranderen: "
            "de Monte-Carlofout van een log odds ratio loopt op tot {share}% van zijn "
            "standaardfout. Hecht niet aan de laatste cijfers."
        ),
        en=(
            "Another set of {times} imputations could change odds ratios noticeably: the Monte "
            "Carlo error of a log odds ratio goes up to {share}% of its standard error. Do not "
            "rely on the last digits."
        ),
    ),
    "few_equal": Text(
        nl="{patterns} verschillende rijen: de fit loopt er in blokken doorheen.",
        en="{patterns} different rows: the fit walks them in blocks.",
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
    "clusters": Text(
        nl=(
            "{column}: {clusters} clusters; intervallen en p-waarden zijn die van Wald, met de "
            "clusterrobuuste covariantie CR2 en vrijheidsgraden volgens Satterthwaite. De "
            "likelihood doet alsof leerlingen elkaar niet beïnvloeden, dus er is geen "
            "likelihoodratiotoets."
        ),
        en=(
            "{column}: {clusters} clusters; intervals and p-values are Wald's with the "
            "cluster-robust covariance CR2 and Satterthwaite's degrees of freedom. The likelihood "
            "takes pupils as independent, so there is no likelihood-ratio test."
        ),
    ),
    "clusters_imputed": Text(
        nl=(
            "{column}: {clusters} clusters; elk aangevuld bestand heeft de clusterrobuuste "
            "covariantie CR2, en Barnard en Rubin rekenen met de vrijheidsgraden van "
            "Satterthwaite. Het aanvullen zelf kent de clusters niet."
        ),
        en=(
            "{column}: {clusters} clusters; each completed table has the cluster-robust "
            "covariance CR2, and Barnard and Rubin start from Satterthwaite's degrees of freedom. "
            "Filling in does not know of the clusters."
        ),
    ),
    "hc1": Text(
        nl=(
            "Intervallen en p-waarden zijn die van Wald, met standaardfouten die robuust zijn "
            "tegen een verkeerde variantie (HC1)."
        ),
        en=(
            "Intervals and p-values are Wald's, with standard errors that are robust to a wrong "
            "variance (HC1)."
        ),
    ),
    "clusters_cr1": Text(
        nl=(
            "{column}: {clusters} clusters; intervallen en p-waarden zijn die van Wald, met de "
            "clusterrobuuste covariantie {kind} en de t-verdeling met {freedom}. De "
            "likelihood doet alsof leerlingen elkaar niet beïnvloeden, dus er is geen "
            "likelihoodratiotoets."
        ),
        en=(
            "{column}: {clusters} clusters; intervals and p-values are Wald's with the "
            "cluster-robust covariance {kind} and the t distribution with {freedom}. "
            "The likelihood takes pupils as independent, so there is no likelihood-ratio "
            "test."
        ),
    ),
    "clusters_imputed_cr1": Text(
        nl=(
            "{column}: {clusters} clusters; elk aangevuld bestand heeft de clusterrobuuste "
            "covariantie {kind}, en Barnard en Rubin rekenen met {freedom}, alsof er niets "
            "ontbrak. Het aanvullen zelf kent de clusters niet."
        ),
        en=(
            "{column}: {clusters} clusters; each completed table has the cluster-robust "
            "covariance {kind}, and Barnard and Rubin start from {freedom}, had "
            "nothing been missing. Filling in does not know of the clusters."
        ),
    ),
    "clusters_gee": Text(
        nl=(
            "{column}: {clusters} clusters; odds ratio's zijn opgelost uit "
            "schattingsvergelijkingen (GEE) met één correlatie binnen clusters, met robuuste "
            "intervallen en de t-verdeling met {freedom}."
        ),
        en=(
            "{column}: {clusters} clusters; odds ratios solve estimating equations (GEE) with one "
            "correlation within clusters, with robust intervals and the t distribution with "
            "{freedom}."
        ),
    ),
    "clusters_firth": Text(
        nl=(
            "{column}: het model is geschat met de methode van Firth, waarvan de intervallen geen "
            "rekening houden met clusters."
        ),
        en=(
            "{column}: the model was estimated by Firth's method, whose intervals do not allow for "
            "clusters."
        ),
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
    "nearly_aliased": Text(
        nl=(
            "{column}: de odds ratio is niet te lezen, doordat andere kenmerken deze kolom bijna "
            "helemaal voorspellen. Laat een van hen weg."
        ),
        en=(
            "{column}: the odds ratio is beyond reading, because other predictors determine this "
            "column almost exactly. Leave one of them out."
        ),
    ),
    "step_too_long": Text(
        nl=(
            "{column}: een stap van {per} is zo groot tegenover de verschillen in de tabel dat de "
            "odds ratio niets zegt. Kies een kleinere: --per {column}={step}."
        ),
        en=(
            "{column}: a step of {per} is so long against the differences in the table that its "
            "odds ratio says nothing. Choose a shorter one: --per {column}={step}."
        ),
    ),
    "step_too_short": Text(
        nl=(
            "{column}: een stap van {per} is zo klein tegenover de verschillen in de tabel dat de "
            "odds ratio op 1 afrondt. Kies een grotere: --per {column}={step}."
        ),
        en=(
            "{column}: a step of {per} is so short against the differences in the table that its "
            "odds ratio rounds to 1. Choose a longer one: --per {column}={step}."
        ),
    ),
    "too_many_parameters": Text(
        nl=(
            "Het model schat {parameters} getallen uit {pupils} in de kleinste "
            "uitkomstgroep. Dat is te veel gevraagd. Gebruik minder kenmerken."
        ),
        en=(
            "The model estimates {parameters} numbers from {pupils} in the smaller outcome "
            "group. That asks too much of the data. Use fewer predictors."
        ),
    ),
}
