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
