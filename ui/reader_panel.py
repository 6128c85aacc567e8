"""The reader on the right: an article opened on the cited words, summarised, its speakers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import gradio as gr

from assistant import Assistant, Citation
from assistant.types import Length
from index import Article, ArticleNotFound, Filter, NewsIndexError
from ui.conversation import Conversation, numbered
from ui.events import LAZY, QUICK, SLOW, html
from ui.faults import explain
from ui.line import Line
from ui.reading import LENGTHS, Reading
from ui.render.reader import render_reader, render_suggestions
from ui.render.shell import ASK_THIS
from ui.render.words import served_first
from ui.suggesting import Suggester
from ui.writing import PAUSE

MAX_SOURCE = 200
GONE = "This article is no longer in the library."


class ReaderPanel:
    """The article and the questions about it, and what each of their events does."""

    def __init__(self, assistant: Assistant, line: Line, suggester: Suggester) -> None:
        self.assistant, self.line, self.suggester = assistant, line, suggester
        self.reading = gr.State(Reading())
        with gr.Column(elem_id="reader"):
            with gr.Column(elem_id="ask-this"):
                self.ask = html("ask-own", "ask", value=ASK_THIS)
                # By themselves, because they come late: what is typed above must stay.
                self.suggested = html("ask-suggested", "ask")
            self.paper = html("paper", "open", "summarise", "statements", "step", "jump", "correct")

    def wire(self, library: gr.HTML, turns: Sequence[gr.HTML], conversation: gr.State) -> None:
        """Connect the panel's events.

        :param library: the list of articles; it and the `turns` of the chat open articles here.
        """
        shown: dict[str, Any] = {"outputs": self.paper, "trigger_mode": "multiple", **QUICK}
        opened = [
            source.open(self.open, self.reading, **shown)
            for source in (library, *turns, self.paper)
        ]
        opened += [each.cite(self.cite, [self.reading, conversation], **shown) for each in turns]
        opened.append(self.paper.step(self.step, self.reading, **shown))
        for event in opened:
            event.then(self.suggest, self.reading, self.suggested, **LAZY)
        self.paper.jump(self.jump, self.reading, **shown)
        self.corrected = self.paper.correct(self.correct, self.reading, **shown)
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

    def suggest(self, reading: Reading) -> Any:
        """Offer questions that the open article can answer."""
        article = reading.article
        if article is None or reading.suggestions:
            return gr.skip()
        where = Filter(articles=frozenset({article.id}))
        found = self.suggester.find(where, lambda: reading.article is article)
        if not found or reading.article is not article:
            return gr.skip()
        reading.suggestions = found
        return render_suggestions(reading)

    # Citations.

    def cite(self, reading: Reading, conversation: Conversation, event: gr.EventData) -> str:
        """Open a citation of an answer on its words."""
        turn = conversation.turns.get(int(event.turn))
        citations = tuple(numbered(turn.cited)) if turn else ()
        owner = f"{conversation.id}-{turn.number}" if turn else ""
        return self._follow(reading, citations, int(event.number) - 1, "Citation", owner)

    def jump(self, reading: Reading, event: gr.EventData) -> str:
        """Open the words that a sentence of the summary, or a statement, comes from."""
        if event.kind == "summary":
            citations = tuple(numbered(reading.summary.sentences)) if reading.summary else ()
        else:
            citations = tuple(statement.citation for statement in reading.statements or ())
        name = "Sentence" if event.kind == "summary" else "Statement"
        return self._follow(reading, citations, int(event.number) - 1, name)

    def step(self, reading: Reading, event: gr.EventData) -> str:
        """Go to the next citation of the trail or the previous one; after the last, the first."""
        if not reading.trail:
            return self.show(reading)
        position = (reading.position + int(event.by)) % len(reading.trail)
        return self._follow(reading, reading.trail, position, reading.trail_name, reading.turn)

    def _follow(
        self,
        reading: Reading,
        citations: Sequence[Citation],
        position: int,
        name: str,
        turn: str = "",
    ) -> str:
        if 0 <= position < len(citations):
            article = self._article(citations[position].article_id, reading)
            if article is not None:
                reading.follow(article, citations, position, name, turn)
        return self.show(reading)

    def _article(self, article_id: str, reading: Reading) -> Article | None:
        try:
            return self.assistant.article(article_id)
        except ArticleNotFound:
            reading.close(GONE)
        except (NewsIndexError, OSError) as error:
            reading.close(explain(error))
        return None

    def correct(self, reading: Reading, event: gr.EventData) -> Iterator[str]:
        """Give the open article another date and source."""
        article, fields = reading.article, event._data
        reading.busy, reading.notice = "Saving", None
        yield self.show(reading)
        if article is None:
            return
        changed, notice = article, None
        try:
            text = str(fields.get("published", ""))
            changed = self.assistant.correct(
                article.id,
                published=date.fromisoformat(text) if text else None,
                source=" ".join(str(fields.get("source", "")).split())[:MAX_SOURCE] or None,
            )
        except ValueError:
            notice = "That is not a date like 2025-01-31."
        except Exception as error:
            notice = explain(error)
        if reading.article is article:
            reading.article, reading.busy, reading.notice = changed, None, notice
        yield self.show(reading)

    # What is made of the open article.

    def summarise(self, reading: Reading, event: gr.EventData) -> Iterator[str]:
        """Show the summary of a length, or hide it if it is shown already."""
        article, length = reading.article, _length(event.length)
        if article is not None and length is not None:
            if reading.length == length and not reading.busy:
                reading.length = None
            else:
                reading.length, reading.notice = length, None
                if length not in reading.summaries:
                    yield from self._summarised(reading, article, length)
        yield self.show(reading)

    def _summarised(self, reading: Reading, article: Article, length: Length) -> Iterator[str]:
        wanted = LENGTHS[: LENGTHS.index(length) + 1]

        def make() -> None:
            # The shorter ones are made in the same work; beside them it shows what a longer adds.
            made = {each: self.assistant.summarise(article.id, each) for each in wanted}
            if reading.article is article:
                reading.summaries |= made

        says = "Reading all of the article to summarise it"
        yield from self._made(reading, says, make, lambda: reading.length == length)

    def statements(self, reading: Reading) -> Iterator[str]:
        """Show who said what in the article, or hide it if it is shown already."""
        article = reading.article
        if article is None or reading.statements is not None:
            reading.statements = None
            yield self.show(reading)
            return

        def make() -> None:
            statements = tuple(self.assistant.statements(article_id=article.id))
            if reading.article is article:
                reading.statements = statements

        reading.notice = None
        yield from self._made(reading, "Looking for who said what", make)
        yield self.show(reading)

    def _made(
        self,
        reading: Reading,
        says: str,
        make: Callable[[], None],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[str]:
        """Yield the reader while its turn at the model comes, and while something is made.

        :param is_wanted: whether what is made is still that which is waited for.
        """
        article, notice = reading.article, None
        try:
            with self.line.place() as place:
                while ahead := place.ahead():
                    reading.busy = served_first(ahead)
                    yield self.show(reading)
                    place.wait(PAUSE)
                    if reading.article is not article:
                        return
                reading.busy = says
                yield self.show(reading)
                make()
        except Exception as error:
            notice = explain(error)
        if reading.article is article and is_wanted():
            reading.busy, reading.notice = None, notice


def _length(name: object) -> Length | None:
    return next((length for length in LENGTHS if length == name), None)
