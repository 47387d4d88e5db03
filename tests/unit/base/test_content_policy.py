"""A page loads nothing from elsewhere and runs no script but its own."""

import base64
import hashlib

from thuiszitters.base.content_policy import content_policy


def test_without_a_script_none_may_run():
    policy = content_policy()
    assert "script-src" not in policy  # default-src 'none' refuses all
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy


def test_a_script_runs_to_the_letter_only():
    script = "alert('é')"
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    assert f"script-src 'sha256-{digest}'" in content_policy(script)
    assert digest not in content_policy(script + " ")
    assert content_policy("a", "b").count("sha256-") == 2
