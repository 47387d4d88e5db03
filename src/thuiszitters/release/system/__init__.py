"""All counts of a run as one linear system: what is suppressed, and what an outsider can bound."""
