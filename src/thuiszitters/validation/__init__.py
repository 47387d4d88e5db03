"""Whether a fitted model holds: discrimination, calibration, optimism, diagnostics."""
