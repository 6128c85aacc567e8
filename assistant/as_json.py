"""Values -> the JSON objects of the command line's contract."""

from typing import Any

from assistant.types import Answer, Citation, Cited, Refusal, Statement, Summary
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
    """A sentence with its citations."""
    return {"text": value.text, "citations": [citation(c) for c in value.citations]}


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
    return {
        "kind": "answer" if isinstance(value, Answer) else "refusal",
        "question": value.question,
        "short": value.short if isinstance(value, Answer) else None,
        "sentences": [sentence(s) for s in value.sentences] if isinstance(value, Answer) else [],
        "reason": None if isinstance(value, Answer) else value.reason,
        "nearest": [] if isinstance(value, Answer) else [hit(h) for h in value.nearest],
        "timings": {
            "retrieve_ms": round(value.timings.retrieve_ms, 1),
            "generate_ms": round(value.timings.generate_ms, 1),
            "total_ms": round(value.timings.total_ms, 1),
        },
    }


def summary(value: Summary) -> Json:
    """A summary."""
    return {
        "article_ids": list(value.article_ids),
        "length": value.length,
        "sentences": [sentence(s) for s in value.sentences],
        "covered": round(value.covered, 4),
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
