"""The models a plan asks for: fitted in one place, written down as tables."""
