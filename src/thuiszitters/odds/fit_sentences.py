"""What the command says of a fit; in two languages."""

from thuiszitters.base.text import Text

OF_FIT = {
    "few_clusters": Text(
        nl="{column}: er zijn maar {clusters} clusters. De intervallen kunnen te smal zijn.",
        en="{column}: there are only {clusters} clusters. The intervals may be too narrow.",
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
    "in_files": Text(
        nl=(
            "{rows} vragen meer geheugen dan een tabel mag nemen (THUISZITTERS_MEMORY): zolang dit "
            "loopt staan ze in bestanden zonder naam in {folder}, en de fit leest ze daar in "
            "blokken."
        ),
        en=(
            "{rows} ask for more memory than a table may take (THUISZITTERS_MEMORY): while this "
            "runs they stand in files without a name in {folder}, where the fit reads them in "
            "blocks."
        ),
    ),
    "few_equal": Text(
        nl="{patterns} verschillende rijen: de fit loopt er in blokken doorheen.",
        en="{patterns} different rows: the fit walks them in blocks.",
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
