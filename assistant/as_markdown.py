"""Digests and timelines -> Markdown with numbered sources.

A source is an article. Its words are quoted beneath it only where a sentence does not have them as
they stand; nothing else of the article gets out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.as_text import counted
from assistant.dates import days
from assistant.markdown import address, markdown_text, unwrapped
from assistant.types import Cited, Digest, Event, Story, Timeline
from index import Headline


@dataclass(slots=True)
class _Sources:
    """Articles in the order they are cited first, and what is quoted of each."""

    named: Mapping[str, Headline]
    quotes: dict[str, list[str]] = field(default_factory=dict)

    def marks(self, cited: Cited) -> str:
        """Return "[1][2]" for a sentence's sources."""
        numbers: list[int] = []
        for citation in cited.citations:
            quotes = self.quotes.setdefault(citation.article_id, [])
            quote = unwrapped(citation.quote)
            if quote not in unwrapped(cited.text) and quote not in quotes:
                quotes.append(quote)
            number = list(self.quotes).index(citation.article_id) + 1
            if number not in numbers:
                numbers.append(number)
        return "".join(f"\\[{number}\\]" for number in numbers)

    def lines(self) -> list[str]:
        """Return the list of sources."""
        found = ["## Sources", ""]
        for number, (name, quotes) in enumerate(self.quotes.items(), start=1):
            found.append(f"{number}. {self.title(name)}")
            found += [f"   > {_text(quote)}" for quote in quotes]
        return found

    def title(self, name: str) -> str:
        """Return an article's title, source, date and address."""
        article = self.named.get(name)
        if article is None:
            return name  # removed meanwhile
        link = f"<{address(article.url)}>" if article.url else None
        facts = [article.source and _text(article.source), article.published, link]
        return ", ".join([f"*{_text(article.title)}*", *(str(fact) for fact in facts if fact)])


def digest(value: Digest, named: Iterable[Headline]) -> str:
    """Return a digest, a heading for each story.

    :param named: the articles that its identifiers name.
    """
    sources = _Sources({headline.id: headline for headline in named})
    lines = ["# Digest", ""]
    for story in value.stories:
        lines += [*_story(story, sources), ""]
    return "\n".join([*lines, *sources.lines(), ""])


def timeline(value: Timeline, named: Iterable[Headline]) -> str:
    """Return a timeline, an item for each event.

    :param named: the articles that its identifiers name.
    """
    sources = _Sources({headline.id: headline for headline in named})
    lines = ["# Timeline", "", *(_event(event, sources) for event in value.events), ""]
    return "\n".join([*lines, *sources.lines(), ""])


def _story(story: Story, sources: _Sources) -> list[str]:
    day = days(story.published, story.published) if story.published else "no date"
    lines = [
        f"## {_text(story.title)}",
        "",
        f"{day}, {counted(len(story.article_ids), 'article')}",
        "",
        " ".join(_sentence(sentence, sources) for sentence in story.sentences),
    ]
    for one, other in story.disagreements:
        lines += ["", "They do not agree:", ""]
        lines += [f"- {_sentence(sentence, sources)}" for sentence in (one, other)]
    others = [name for name in story.article_ids if name not in sources.quotes]
    if others:
        lines += ["", "Also in:", "", *(f"- {sources.title(name)}" for name in others)]
    return lines


def _event(event: Event, sources: _Sources) -> str:
    words = f" ({_text(event.words)})" if event.words else ""
    line = f"- **{days(event.date, event.date)}**{words}: {_sentence(event.sentence, sources)}"
    if event.also_in:
        titles = "; ".join(sources.title(name) for name in event.also_in)
        line += f" Also in: {titles}"
    return line


def _sentence(cited: Cited, sources: _Sources) -> str:
    return f"{_text(cited.text)} {sources.marks(cited)}"


def _text(text: str) -> str:
    return markdown_text(unwrapped(text))
