"""Questions written for training, each beside a passage that answers it or does not.

People ask news otherwise than Wikipedia: many of their questions name a time, and what an article
leaves out (a price, a birthplace, who comes next) is asked in the very words that it uses of
something else. ``questions/news.jsonl`` asks of articles of `news_realtimeqa_1`, each question
beside the passage that answers it, the nearest passages of its article that do not, and a near
passage of another article, as our own search finds them. ``questions/encyclopaedia.jsonl`` asks
of SQuAD's training paragraphs what they do not say but seem to, as the questions of SQuAD 2.0 do
(Rajpurkar et al., 2018, arXiv:1806.03822). Some are a few words as typed into a search field.
They name their articles and paragraphs by the identifiers of the data folder. Run once; training
reads the file::

    python -m assistant.training.written DATA asked.jsonl
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tqdm import tqdm

from assistant.grounding import locate
from assistant.training.groups import Row, is_dev, read_rows
from assistant.wording import wording
from index import Article, Filter, Found, Hit
from index.embedding import MiniLM
from index.library import Library

QUESTIONS = Path(__file__).parent / "questions"
RETRIEVED = 6
"""Passages found for a question on news, in its own article and in all."""
OWN_SHARE, OTHER_SHARE = 0.6, 0.5
"""Of the questions on news: how many come with a further passage of their article that does not
answer, and how many with one of another article."""
READ_CHARACTERS = 4500
"""How much of an article, to the end of a paragraph or sentence, the questions were written on."""
OWN_QUESTIONS = 2
"""Of SQuAD's own on a paragraph of the encyclopaedia, so that three in seven are answered there."""
ANSWER_COPIES = 2
"""So that passages that answer are not few among those that do not."""


def news_rows(row: Row, own: Article, library: Library, rng: random.Random) -> Iterator[Row]:
    """Yield a question with each passage that it is to be asked of, and the answers held there.

    :param own: the article that it was written on.
    """
    question, answers = row["question"], tuple(row["answers"])
    held_out = is_dev(own.text)
    inside = library.search(question, RETRIEVED, Filter(articles=frozenset((own.id,))))
    holding = [hit for hit in inside if _holds(hit, answers)]
    for hit in holding[:1] * (1 if held_out else ANSWER_COPIES):
        yield _beside(question, hit, answers, held_out)
    silent = [hit for hit in inside if hit not in holding]
    chosen = [] if answers else silent[:1]
    if rng.random() < OWN_SHARE:
        chosen = silent[: len(chosen) + 1]
    if rng.random() < OTHER_SHARE:
        found = library.search(question, RETRIEVED)
        others = [
            hit
            for hit in found
            if hit.article.id != own.id
            and is_dev(hit.article.text) == held_out
            and not _holds(hit, answers)
        ]
        # Hardly ever an article that says what another leaves out; the near ones teach most.
        chosen += others[:1]
    for hit in chosen:
        yield _beside(question, hit, (), held_out)


def _beside(question: str, hit: Hit, answers: Sequence[str], dev: bool) -> Row:
    """Return a question beside a passage, as it is asked of that passage's article."""
    asked = wording(question, hit.article.published)
    title = hit.article.title
    held = [answer for answer in answers if locate(answer, hit.text)]
    return {"question": asked, "title": title, "context": hit.text, "answers": held, "dev": dev}


def _holds(hit: Hit, answers: Sequence[str]) -> bool:
    return any(locate(answer, hit.text) for answer in answers)


def on_news(data: Path) -> Iterator[Row]:
    """Yield the questions on news, beside what our own search finds for them."""
    asked = read_rows(QUESTIONS / "news.jsonl")
    wanted = {row["article"] for row in asked}
    articles = {
        row["id"]: _article(row)
        for row in read_rows(data / "news_realtimeqa_1.jsonl")
        if row["id"] in wanted
    }
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library", MiniLM)
        library.add(Found(article.title, article) for article in articles.values())
        for row in tqdm(asked, unit="question"):
            rng = random.Random(row["question"])
            yield from news_rows(row, articles[row["article"]], library, rng)
        library.close()


def on_encyclopaedia(data: Path) -> Iterator[Row]:
    """Yield the questions on SQuAD's paragraphs, and of each some that SQuAD itself asks of it."""
    files = ("squad_train_subset", "squad_train_subset_b")
    rows = [row for file in files for row in read_rows(data / f"{file}.jsonl")]
    paragraph = {row["id"]: row["context"] for row in rows}
    asked = read_rows(QUESTIONS / "encyclopaedia.jsonl")
    own: dict[str, list[Row]] = {paragraph[row["paragraph"]]: [] for row in asked}
    for row in rows:
        held = own.get(row["context"])
        if held is not None and row["answers"] and len(held) < OWN_QUESTIONS:
            held.append(row)
    titles = {row["context"]: row["title"].replace("_", " ") for row in rows}
    beside = [(row, paragraph[row["paragraph"]]) for row in asked]
    for row, context in (*beside, *((row, text) for text, held in own.items() for row in held)):
        yield {
            "question": row["question"], "answers": row["answers"],
            "title": titles[context], "context": context, "dev": is_dev(context),
        }  # fmt: skip


def _article(row: Row) -> Article:
    published = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    return Article.of(row["title"], read_part(row["text"]), published=published)


def read_part(text: str) -> str:
    """Return the beginning of an article: what those had read who wrote its questions."""
    if len(text) <= READ_CHARACTERS:
        return text
    paragraph = text.rfind("\n", 0, READ_CHARACTERS)
    if paragraph > 0.6 * READ_CHARACTERS:
        return text[:paragraph]
    return text[: text.rfind(". ", 0, READ_CHARACTERS) + 1]


def main() -> None:
    """Write the questions with their passages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the JSONL training sets")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with given.out.open("w", encoding="utf-8") as lines:
        for row in (*on_encyclopaedia(given.data), *on_news(given.data)):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
