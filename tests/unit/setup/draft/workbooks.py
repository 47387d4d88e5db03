"""A workbook of a school, with titles above its tables."""

from datetime import date, timedelta

import numpy as np
import openpyxl
import yaml
from tests.unit.setup.draft.drafted_files import draft_cohort

from thuiszitters.plan.cohort import plain_values

CODES = ("A 103", "d405", "A1O2; A202.", "E103, C102", "D205")


def written(root, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(root / "export.xlsx")
    book.close()


def sheets(
    key=("Leerlingnummer", "Llnr", "Leerlingnummer"),
    zeros="03d",
    reason="Soort",
    reasons=("ZK", "OA"),
):
    rng = np.random.default_rng(8)
    names = [f"{number:03d}" for number in range(60)]
    pupils = [["Overzicht leerlingen"], [], [key[0], "Geslacht", "Geboortedatum", "Locatie"]]
    pupils += [
        [name, "MV"[n % 2], date(2005, 1, 1) + timedelta(days=17 * n), "Oost"]
        for n, name in enumerate(names)
    ]
    codes = [["Export CAP-J"], [key[1], "Code"]]
    codes += [[f"{n:{zeros}}", CODES[n % 5]] for n in range(60)]
    spells = [["Verzuim"], ["schooljaar 2021/2022"], [key[2], "Van", "T/m", reason]]
    for n in rng.choice(60, 25, replace=False):
        start = date(2021, 9, 6) + timedelta(days=int(n))
        spells.append([names[n], start, start + timedelta(days=120), reasons[n % 2]])
    return {
        "Toelichting": [["Gemaakt door de school"]],
        "Leerlingen": pupils,
        "CAP-J": codes,
        "Verzuim": spells,
    }


def drafted(capj, root):
    text = draft_cohort(["export.xlsx"], capj, name="proef", root=root)
    return text, plain_values(yaml.safe_load(text))
