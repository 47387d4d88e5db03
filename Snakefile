# Reproducible risk-factor analysis for long-term school absence. The rules are in workflow/.
#
# One word per stage; the word is the folder it writes, the module it calls and its rules file.
#
# data/raw/                         what a school or institution delivered         (restricted)
# data/derived/<cohort>/source/     canonical tables: pupils, codes, absences      (restricted)
# data/derived/<cohort>/cohort/     one row per pupil, and who was left out        (restricted)
# data/derived/<cohort>/patterns/   distinct rows with counts, no identifiers      (restricted)
# data/derived/<cohort>/describe/   who is in the cohort, by outcome               (restricted)
# data/derived/<cohort>/models/     one row per model and term, unrounded          (restricted)
# data/derived/<cohort>/effects/    the same as risks, standardised over the cohort (restricted)
# data/derived/<cohort>/validation/ whether each model holds                      (restricted)
# data/derived/<cohort>/released/   the same after disclosure control, until all of it is there
# data/derived/<cohort>/review/     what leaves and what stays, for an output checker (restricted)
# data/derived/<cohort>/manifest.json  plain digests of what was read               (restricted)
# results/<cohort>/numbers/ tables/ figures/ report/ manifest.json                 (may leave)
from thuiszitters.base.shipped import shipped


# A module, and not an include, so that `rule all` of the workflow is the default target here too.
module thuiszitters:
    snakefile:
        shipped("workflow/Snakefile")
    config:
        config


use rule * from thuiszitters
