"""What other Python programs may use, by the names of `thuiszitters` itself.

Everything here hands over to the functions behind the command line and the workflow, and computes
nothing of its own.
"""
