"""Columns that say who a pupil is: names, addresses, e-mail, phone. They are dropped."""

import re

import pandas as pd

#: Kind of personal column to the words of a column name that give it away.
_WORDS = {
    "name": (
        "naam voornaam achternaam roepnaam voorletters initialen tussenvoegsel geslachtsnaam "
        "name firstname surname lastname forename initials"
    ),
    "address": (
        "adres straat straatnaam huisnummer postcode woonplaats address street postal zip zipcode"
    ),
    "e-mail": "email mail emailadres mailadres",
    "phone": "telefoon telefoonnummer tel mobiel mobielnummer gsm phone mobile telephone",
    "bsn": "bsn burgerservicenummer sofinummer onderwijsnummer pgn",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
#: Names of institutions, which are no names of persons.
_NOT_A_PERSON = {"school", "locatie", "site", "instelling", "organisatie", "groep", "klas"}
_CONTENT = {
    "e-mail": re.compile(r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$"),
    "phone": re.compile(r"^(\+31|0031|0)[\s-]?[1-9](?:[\s-]?\d){7,8}$"),
    "address": re.compile(r"^(\d{4}\s?[A-Z]{2}|[A-Z][\w .'-]+ \d+[a-zA-Z]?)$"),
}
#: From this share of the values on, a column counts as what its values look like.
_CONTENT_SHARE = 0.5


def personal_kind(name: str, cells: "pd.Series[str] | None" = None) -> str:
    """What a column says about a person; empty when nothing points to it.

    Parameters
    ----------
    name
        Column name in the file.
    cells
        Its values, when they may be looked at.

    Examples
    --------
    >>> personal_kind("Achternaam"), personal_kind("e-mail ouder"), personal_kind("schoolnaam")
    ('name', 'e-mail', '')
    """
    words = re.findall(r"[a-z]+", re.sub(r"e[-_ ]mail", "email", name.casefold()))
    if not _NOT_A_PERSON & set(words):
        for word in words:
            if word in _KIND_OF_WORD:
                return _KIND_OF_WORD[word]
    return "" if cells is None else _kind_of_values(cells)


def _kind_of_values(cells: "pd.Series[str]") -> str:
    values = pd.Series(cells.unique(), dtype="str")
    values = values[values != ""]
    for kind, pattern in _CONTENT.items():
        if len(values) and values.str.match(pattern).mean() > _CONTENT_SHARE:
            return kind
    return ""
