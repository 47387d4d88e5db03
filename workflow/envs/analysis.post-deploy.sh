#!/usr/bin/env bash
# Install thuiszitters itself into the environment that was just made: from the clone the workflow
# runs in, or from the package index.
set -euo pipefail
if grep -qs '^name = "thuiszitters"' pyproject.toml; then
    python -m pip install --no-deps .
else
    python -m pip install --no-deps "thuiszitters==0.1.0"
fi
