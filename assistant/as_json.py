"""Values -> the JSON objects of the command line's contract."""

from collections.abc import Iterable
from typing import Any

from assistant.dates import DateLimits
from assistant.types import (
    Answer,
    Citation,
    Cited,
    Digest,
    Event,
    Refusal,
    ResolvedDate,
    Statement,
    Story,
    Summary,
    Timeline,
    Timings,
)
from index import AddReport, Article, Headline, Hit

Json = dict[str, Any]


def citation(value: Citation) -> Json:
    """One citation; dates are ISO 8601, offsets Unicode code points."""
    return {
        "article_id": value.article_id,
        "title": value.title,
        "published": value.published.isoformat() if value.published else None,
        "start": value.start,
        "end": value.end,
        "quote": value.quote,
    }


def sentence(value: Cited) -> Json:
    """A sentence with its citations, and the days that its words of time mean.

    `support` tells how surely it answers: strong, partial or weak; null where nothing was asked.
    """
    return {
        "text": value.text,
        "citations": [citation(c) for c in value.citations],
        "dates": [resolved(d) for d in value.dates],
        "support": value.support,
    }


def resolved(value: ResolvedDate) -> Json:
    """Words of time and the days they mean."""
    return {
        "words": value.words,
        "since": value.since.isoformat(),
        "until": value.until.isoformat(),
    }


def limits(value: DateLimits) -> Json:
    """The stretch of time that a question asked about; null where it is open."""
    return {
        "since": value.since.isoformat() if value.since else None,
        "until": value.until.isoformat() if value.until else None,
        "phrase": value.phrase,
        "dated_by": value.dated_by,
    }


def hit(value: Hit) -> Json:
    """A passage found."""
    return {
        "article_id": value.article.id,
        "title": value.article.title,
        "published": value.article.published.isoformat() if value.article.published else None,
        "start": value.passage.start,
        "end": value.passage.end,
        "text": value.text,
        "score": round(value.score, 6),
    }


def outcome(value: Answer | Refusal) -> Json:
    """An answer or a refusal, with the same keys."""
    answer = value if isinstance(value, Answer) else None
    refusal = value if isinstance(value, Refusal) else None
    return {
        "kind": "answer" if answer else "refusal",
        "question": value.question,
        "limits": limits(value.limits) if value.limits else None,
        "short": answer.short if answer else None,
        "short_dates": [resolved(d) for d in answer.short_dates] if answer else [],
        "sentences": [sentence(s) for s in answer.sentences] if answer else [],
        "changed": [
            {"earlier": sentence(earlier), "later": sentence(later)}
            for earlier, later in (answer.changed if answer else ())
        ],
        "reason": refusal.reason if refusal else None,
        "nearest": [hit(h) for h in refusal.nearest] if refusal else [],
        "speaker": refusal.speaker if refusal else None,
        "instead": list(refusal.instead) if refusal else [],
        "timings": {
            "retrieve_ms": round(value.timings.retrieve_ms, 1),
            "generate_ms": round(value.timings.generate_ms, 1),
            "total_ms": round(value.timings.total_ms, 1),
        },
    }


def error(question: str, reason: str) -> Json:
    """A question that cannot be asked, with the keys of an outcome."""
    nothing = Refusal(question, "empty", (), Timings(0.0, 0.0, 0.0))
    return {**outcome(nothing), "kind": "error", "reason": reason}


def summary(value: Summary) -> Json:
    """A summary."""
    return {
        "article_ids": list(value.article_ids),
        "length": value.length,
        "sentences": [sentence(s) for s in value.sentences],
    }


def digest(value: Digest, named: Iterable[Headline]) -> Json:
    """The stories of a digest, and the articles that its identifiers name."""
    return {
        "stories": [story(s) for s in value.stories],
        "articles": [headline(h) for h in named],
    }


def story(value: Story) -> Json:
    """A story; `disagreements` are pairs of sentences."""
    return {
        "title": value.title,
        "published": value.published.isoformat() if value.published else None,
        "article_ids": list(value.article_ids),
        "sentences": [sentence(s) for s in value.sentences],
        "disagreements": [[sentence(s) for s in pair] for pair in value.disagreements],
    }


def timeline(value: Timeline, named: Iterable[Headline]) -> Json:
    """The events of a timeline, and the articles that its identifiers name."""
    return {
        "events": [event(e) for e in value.events],
        "articles": [headline(h) for h in named],
    }


def event(value: Event) -> Json:
    """An event."""
    return {
        "date": value.date.isoformat(),
        "words": value.words,
        "sentence": sentence(value.sentence),
        "also_in": list(value.also_in),
    }


def statement(value: Statement) -> Json:
    """A statement."""
    published = value.citation.published
    return {
        "speaker": value.speaker,
        "text": value.text,
        "cue": value.cue,
        "direct": value.direct,
        "published": published.isoformat() if published else None,
        "citation": citation(value.citation),
    }


def headline(value: Headline) -> Json:
    """An article in a list."""
    return {
        "id": value.id,
        "title": value.title,
        "published": value.published.isoformat() if value.published else None,
        "source": value.source,
        "url": value.url,
        "language": value.language,
        "characters": value.characters,
    }


def article(value: Article) -> Json:
    """An article with its text."""
    return {
        "id": value.id,
        "title": value.title,
        "published": value.published.isoformat() if value.published else None,
        "source": value.source,
        "url": value.url,
        "language": value.language,
        "characters": len(value.text),
        "text": value.text,
    }


def report(value: AddReport) -> Json:
    """What became of everything that was to be added."""
    return {
        "added": [{"id": a.id, "title": a.title, "path": a.path} for a in value.added],
        "skipped": [{"path": s.path, "reason": s.reason} for s in value.skipped],
        "failed": [{"path": f.path, "reason": f.reason} for f in value.failed],
        "cancelled": value.cancelled,
    }
