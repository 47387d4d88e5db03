"""Folders whose parts belong together."""

import datetime

HEADER = ["nummer", "geslacht", "geboren", "school"]
ROWS = [
    ["001", "m", datetime.date(2006, 9, 3), "Oost"],
    ["002", "v", datetime.date(2007, 2, 14), "West"],
]
YEARS = {"2019.csv": "001;m;03-09-2006;Oost\n", "2020.csv": "002;v;14-02-2007;West\n"}
DIFFERS = (
    'the column "school" is missing; the parts of a folder must have the same columns. '
    "Export the parts again in one way, or put the one that differs elsewhere."
)


def write_part(delivery, name, frame):
    frame.to_parquet(delivery.root / "delen" / name)
