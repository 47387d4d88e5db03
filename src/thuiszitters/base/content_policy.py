"""What a page of ours may load and run: nothing from elsewhere, and no script but its own."""

import base64
import hashlib


def content_policy(*scripts: str) -> str:
    """A Content-Security-Policy for a page that stands by itself.

    Parameters
    ----------
    scripts
        The scripts inside the page, letter for letter; any other is refused by the browser,
        whatever a label or a value of a file contains.

    References
    ----------
    W3C, Content Security Policy Level 3, section 2.3.1 (hash sources).

    Examples
    --------
    >>> content_policy().split("; ")[:2]
    ["default-src 'none'", 'img-src data:']
    """
    sources = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    parts = ["default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"]
    parts += [f"script-src {sources}"] if scripts else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
