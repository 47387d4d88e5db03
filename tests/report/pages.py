"""Pages of a PDF, as text."""

import subprocess


def pages_of(data):
    """Pages of a PDF, as text."""
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]
