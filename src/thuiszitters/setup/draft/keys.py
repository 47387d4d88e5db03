"""How the tables of a draft meet: which column holds the identifiers of the pupils table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from thuiszitters.setup.draft.files import FileLook, settle_tables

#: From this share of known identifiers on, a column holds them.
_MEETS = 0.9


@dataclass
class Relation:
    """How well the identifiers of the other tables meet those of the pupils.

    Attributes
    ----------
    known
        Table to the number of its different identifiers that pupils have, and of all.
    width
        Width to which identifiers must be filled up with zeros; 0 when they meet as they are.
    """

    known: dict[str, tuple[int, int]] = field(default_factory=dict)
    width: int = 0


def adopt_keys(looks: Sequence[FileLook]) -> None:
    """Make the column that holds the pupils' identifiers the key of every file and sheet.

    A column that is called otherwise is taken when nine of ten of its values are identifiers.
    """
    able = [look for look in looks if "pupils" in look.tables]
    if not able:
        return
    pupils = max(able, key=lambda look: len(look.looks))
    own = _identifiers(pupils, pupils.with_role("pupil_id")[0].name)
    for look in looks:
        if look is not pupils:
            _take_key(look, own)
            settle_tables(look)


def _identifiers(found: FileLook, column: str) -> set[str]:
    return set(map(str, found.columns[column].counts.index))


def relate(tables: Mapping[str, FileLook]) -> Relation:
    """Count how many identifiers of the other tables the pupils have, as they are or filled up."""
    relation = Relation()
    pupils = tables.get("pupils")
    if pupils is None or not pupils.with_role("pupil_id"):
        return relation
    own = _identifiers(pupils, pupils.with_role("pupil_id")[0].name)
    for table, found in tables.items():
        if found is pupils:
            continue
        for look in found.with_role("pupil_id"):
            values = _identifiers(found, look.name)
            if _share(values, own) < _MEETS <= _share(_bare(values), _bare(own)):
                relation.width = max(map(len, own | values))
                own_padded = {value.zfill(relation.width) for value in own}
                values = {value.zfill(relation.width) for value in values}
                relation.known[table] = (len(values & own_padded), len(values))
            else:
                relation.known[table] = (len(values & own), len(values))
    return relation


def _take_key(found: FileLook, own: set[str]) -> None:
    """Give the role of identifier to the column that holds them, if another one has it now."""
    shares = {
        look.name: _share(_bare(_identifiers(found, look.name)), _bare(own)) for look in found.looks
    }
    current = found.with_role("pupil_id")
    best = max(shares, key=lambda name: shares[name], default="")
    if not best or shares[best] < _MEETS or (current and shares[current[0].name] >= _MEETS):
        return
    for look in found.looks:
        if look.name == best:
            look.role = "pupil_id"
        elif look.role == "pupil_id":
            look.role = ""


def _bare(values: set[str]) -> set[str]:
    return {value.lstrip("0") for value in values}


def _share(values: set[str], own: set[str]) -> float:
    return len(values & own) / len(values) if values else 0.0


def relation_lines(relation: Relation | None) -> Iterator[str]:
    """What the draft says about it."""
    if relation is None:
        return
    for table, (known, total) in relation.known.items():
        yield f"# {table}: {known} of {total} different identifiers are in the pupils table"
    if relation.width:
        yield f"identifier_width: {relation.width} # one table has zeros in front, another has not"
