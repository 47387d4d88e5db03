"""The methods and references of a report as text to paste into a manuscript."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.plan.sources import listed
from thuiszitters.report.method import method_sources, method_statements, with_sources
from thuiszitters.results.read import Numbers


def methods_markdown(numbers: Numbers, language: Language) -> str:
    """One paragraph per statement, then the sources they name."""
    texts = [with_sources(one, language) for one in method_statements(numbers, language)]
    items = [f"- {text}" for text in listed(method_sources(numbers), language)]
    parts = [
        f"# {say('section.method', language)}",
        *texts,
        f"## {say('section.references', language)}",
        "\n".join(items),
    ]
    return "\n\n".join(parts) + "\n"
