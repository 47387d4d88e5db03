"""A code list with three versions, and a delivery coded with it."""

from thuiszitters.codebook import codebook_from_text

HEADER = (
    "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,source,versions,replaced_by\n"
)
LIST = """\
A,axis,,Functioneren,Functioning,own,no,,,
A100,group,A,Emoties,Emotions,own,no,,,
A101,rubric,A100,Angst,Fear,own,no,,2009,
A101,rubric,A100,Angstproblemen,Anxiety problems,own,no,,2014 2021,
A102,rubric,A100,Rouw,Grief,own,no,,2009,A103 A104
A103,rubric,A100,Verlies,Loss,own,no,,2014 2021,
A104,rubric,A100,Verwerking,Processing,own,no,,2014,A105
A105,rubric,A100,Trauma,Trauma,own,no,,2021,
A106,rubric,A100,Somber,Gloomy,own,no,,2009,
"""


def coded_with_versions(delivery):
    """A delivery coded with a list that has three versions."""
    delivery.codebook = codebook_from_text(HEADER + LIST, "eigen", "eigen.csv")
    delivery.cohort["codebook_version"] = "2014"
    return delivery.write("classifications", "nummer;code\n001;A101\n002;A103\n")
