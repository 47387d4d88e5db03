"""A page as its tags and its text."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._silent += tag in {"style", "script"}

    def handle_endtag(self, tag):
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())
