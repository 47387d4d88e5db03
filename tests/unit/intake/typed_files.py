"""The pupils as files that know types."""

import datetime

import pandas as pd
import pyreadstat

HEADER = ["nummer", "geslacht", "geboren", "school"]
ROWS = [
    ["001", "m", datetime.date(2006, 9, 3), "Oost"],
    ["002", "v", datetime.date(2007, 2, 14), "West"],
]


def arrives(delivery, name):
    delivery.file("pupils")["path"] = name
    return delivery.root / name


def spss(path, frame, **options):
    pyreadstat.write_sav(frame, str(path), **options)


def sav_frame(**changes):
    columns = {
        "nummer": ["001", "002"],
        "geslacht": [1.0, 2.0],
        "geboren": [row[2] for row in ROWS],
        "school": ["Oost", "West"],
    }
    return pd.DataFrame({**columns, **changes})
