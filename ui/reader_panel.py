"""The reader on the right: an article opened on the cited words, summarised, its speakers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import gradio as gr

from assistant import Assistant, Citation
from assistant.types import Length
from index import Article, ArticleNotFound, Filter, NewsIndexError
from ui.conversation import Conversation, numbered
from ui.events import LAZY, QUICK, SLOW, html
from ui.faults import explain
from ui.reading import LENGTHS, Reading
from ui.render.reader import render_reader
from ui.suggesting import suggestions

GONE = "This article is no longer in the library."


class ReaderPanel:
    """The one component of the reader, and what each of its events does."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.reading = gr.State(Reading())
        with gr.Column(elem_id="reader"):
            self.paper = html("paper", "open", "summarise", "statements", "step", "jump", "ask")

    def wire(self, library: gr.HTML, turns: gr.HTML, conversation: gr.State) -> None:
        """Connect the panel's events.

        :param library: the list of articles, and `turns` the chat: both open articles here.
        """
        shown: dict[str, Any] = {"outputs": self.paper, "trigger_mode": "multiple", **QUICK}
        opened = [
            source.open(self.open, self.reading, **shown) for source in (library, turns, self.paper)
        ]
        for event in opened:
            event.then(self.suggest, self.reading, self.paper, **LAZY)
        turns.cite(self.cite, [self.reading, conversation], **shown)
        self.paper.jump(self.jump, self.reading, **shown)
        self.paper.step(self.step, self.reading, **shown)
        model: dict[str, Any] = {"outputs": self.paper, "trigger_mode": "multiple", **SLOW}
        self.paper.summarise(self.summarise, self.reading, **model)
        self.paper.statements(self.statements, self.reading, **model)

    def show(self, reading: Reading) -> str:
        """Return the reader as it is now."""
        return render_reader(reading, date.today())

    def open(self, reading: Reading, event: gr.EventData) -> str:
        """Open an article from its beginning."""
        article = self._article(str(event.article), reading)
        if article is not None:
            reading.open(article)
        return self.show(reading)

    def suggest(self, reading: Reading) -> str:
        """Offer questions that the open article can answer."""
        article = reading.article
        if article is not None and not reading.suggestions:
            where = Filter(articles=frozenset({article.id}))
            found = suggestions(self.assistant, where)
            if reading.article is article:
                reading.suggestions = found
        return self.show(reading)

    # Citations.

    def cite(self, reading: Reading, conversation: Conversation, event: gr.EventData) -> str:
        """Open a citation of an answer on its words."""
        turn = conversation.turns.get(int(event.turn))
        citations = numbered(turn.sentences) if turn else ()
        return self._follow(reading, citations, int(event.number) - 1, "Citation")

    def jump(self, reading: Reading, event: gr.EventData) -> str:
        """Open the words that a sentence of the summary, or a statement, comes from."""
        if event.kind == "summary":
            citations = numbered(reading.summary.sentences) if reading.summary else ()
        else:
            citations = tuple(statement.citation for statement in reading.statements or ())
        name = "Sentence" if event.kind == "summary" else "Statement"
        return self._follow(reading, citations, int(event.number) - 1, name)

    def step(self, reading: Reading, event: gr.EventData) -> str:
        """Go to the next citation of the trail or the previous one; after the last, the first."""
        if not reading.trail:
            return self.show(reading)
        position = (reading.position + int(event.by)) % len(reading.trail)
        return self._follow(reading, reading.trail, position, reading.trail_name)

    def _follow(
        self, reading: Reading, citations: Sequence[Citation], position: int, name: str
    ) -> str:
        if 0 <= position < len(citations):
            article = self._article(citations[position].article_id, reading)
            if article is not None:
                reading.follow(article, citations, position, name)
        return self.show(reading)

    def _article(self, article_id: str, reading: Reading) -> Article | None:
        try:
            return self.assistant.article(article_id)
        except ArticleNotFound:
            reading.close(GONE)
        except (NewsIndexError, OSError) as error:
            reading.close(explain(error))
        return None

    # What is made of the open article.

    def summarise(self, reading: Reading, event: gr.EventData) -> Iterator[str]:
        """Show the summary of a length, or hide it if it is shown already."""
        article, length = reading.article, _length(event.length)
        if article is None or length is None:
            yield self.show(reading)
        elif reading.length == length and not reading.busy:
            reading.length = None
            yield self.show(reading)
        else:
            reading.length, reading.notice = length, None
            if length not in reading.summaries:
                yield from self._summarised(reading, article, length)
            yield self.show(reading)

    def _summarised(self, reading: Reading, article: Article, length: Length) -> Iterator[str]:
        reading.busy = "Reading all of the article to summarise it"
        yield self.show(reading)
        summary, notice = None, None
        try:
            summary = self.assistant.summarise(article.id, length)
        except Exception as error:
            notice = explain(error)
        if reading.article is not article:
            return
        if summary is not None:
            reading.summaries[length] = summary
        if reading.length == length:
            reading.busy, reading.notice = None, notice

    def statements(self, reading: Reading) -> Iterator[str]:
        """Show who said what in the article, or hide it if it is shown already."""
        article = reading.article
        if article is None or reading.statements is not None:
            reading.statements = None
            yield self.show(reading)
            return
        reading.busy, reading.notice = "Looking for who said what", None
        yield self.show(reading)
        try:
            statements = tuple(self.assistant.statements(article_id=article.id))
            if reading.article is article:
                reading.statements = statements
        except Exception as error:
            if reading.article is article:
                reading.notice = explain(error)
        if reading.article is article:
            reading.busy = None
        yield self.show(reading)


def _length(name: object) -> Length | None:
    return next((length for length in LENGTHS if length == name), None)
