"""Articles -> `Digest`: the stories they tell, each in one or two cited sentences.

No model writes here: sentences are chosen from the articles, so that two hundred of them take
seconds and none says what its article does not.
"""

from collections.abc import Iterator, Mapping, Sequence

from assistant.overview.citing import StatementsOf, cite
from assistant.overview.disagreeing import READ_LINES, disagreements
from assistant.overview.likeness import FloatArray, profile
from assistant.overview.lines import Line, lines
from assistant.overview.selecting import Topic
from assistant.overview.stories import stories
from assistant.overview.telling import Member, Plot, newest, plot, told
from assistant.types import Cited, Story
from index import Article
from index.embedding import Embedder

TOGETHER = 16
"""Stories whose sentences are embedded together."""
COMPARED = 8
"""Articles of one story that are held against each other, the newest ones."""


def tell(
    embedder: Embedder,
    statements_of: StatementsOf,
    articles: Sequence[Article],
    vectors: Mapping[str, FloatArray],
    topic: Topic | None = None,
) -> Iterator[Story]:
    """Yield the stories of articles, those that most articles tell first, then the newest.

    :param vectors: article identifier -> (d,), of its title and beginning.
    :param topic: what sentences are preferred on.
    """
    members = [Member(article, vectors[article.id]) for article in articles]
    if not members:
        return
    headlines = embedder.embed([article.title for article in articles])
    groups = stories(
        [profile(m.article, m.vector, h) for m, h in zip(members, headlines, strict=True)]
    )
    plots = [plot([members[n] for n in group], topic) for group in groups]
    plots.sort(key=_order)
    for start in range(0, len(plots), TOGETHER):
        batch = plots[start : start + TOGETHER]
        texts = list(dict.fromkeys(line.text for plot in batch for line in plot.pool))
        embedded = dict(zip(texts, embedder.embed(texts), strict=True)) if texts else {}
        for each in batch:
            yield _story(embedder, statements_of, each, told(each, embedded))


def _order(plot: Plot) -> tuple[int, int, str]:
    day = newest(plot.members)
    return -len(plot.members), -(day.toordinal() if day else 0), plot.members[0].article.id


def _story(
    embedder: Embedder, statements_of: StatementsOf, plot: Plot, chosen: Sequence[Line]
) -> Story:
    articles = [member.article for member in plot.members]
    read = [list(lines(article))[:READ_LINES] for article in articles[:COMPARED]]
    pairs = disagreements(embedder, read) if len(articles) > 1 else []

    def cited(line: Line) -> Cited:
        return cite(line, statements_of)

    return Story(
        articles[0].title,
        newest(plot.members),
        tuple(article.id for article in articles),
        tuple(cited(line) for line in chosen),
        tuple((cited(one), cited(other)) for one, other in pairs),
    )
