"""Words of a drafted file, written so that YAML reads them back as they are."""

import json
from collections.abc import Mapping


def quoted(text: str) -> str:
    """Text as YAML reads it back, quoted only where it must be."""
    plain = text.replace("_", "").replace("-", "").replace("/", "").replace(".", "")
    safe = plain.isalnum() and text[0].isalpha() and text.casefold() not in _YAML_WORDS
    return text if safe else json.dumps(text, ensure_ascii=False)


_YAML_WORDS = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}


def flow(values: Mapping[str, str]) -> str:
    """A mapping on one line."""
    pairs = (f"{quoted(key)}: {quoted(value)}" for key, value in values.items())
    return f"{{ {', '.join(pairs)} }}"


def column_key(name: str) -> str:
    """A column name that the cohort file allows."""
    key = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name.lower())
    key = "_".join(part for part in key.split("_") if part) or "column"
    return key if key[0].isalpha() else f"v_{key}"
