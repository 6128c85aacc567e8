"""Commands on what many articles tell: digests and timelines."""

import argparse
import sys
from collections.abc import Callable, Iterable

from assistant import as_json, as_markdown, as_text
from assistant.assistant import Assistant
from assistant.commands.output import DONE, FAILED, REFUSED, show_result, write
from assistant.commands.progress import articles_progress, interruptible
from assistant.commands.scope import scope
from assistant.types import Cited
from index import Filter, Headline


def digest(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print the stories that articles tell."""
    where = scope(assistant, options)
    with articles_progress("telling") as on_progress, interruptible("this story") as cancelled:
        made = assistant.digest(
            where, about=options.about, on_progress=on_progress, cancelled=cancelled
        )
        stopped = cancelled()
    ids = [name for story in made.stories for name in story.article_ids]
    cited = [c for story in made.stories for pair in story.disagreements for c in pair]
    cited += [c for story in made.stories for c in story.sentences]
    named = _named(assistant, where, ids, cited)
    return _shown(
        options,
        stopped,
        bool(made.stories),
        lambda: as_json.digest(made, named),
        lambda: as_markdown.digest(made, named) if options.markdown else as_text.digest(made),
    )


def timeline(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print what happened when."""
    where = scope(assistant, options)
    with articles_progress("reading") as on_progress, interruptible("these articles") as cancelled:
        made = assistant.timeline(
            where, about=options.about, on_progress=on_progress, cancelled=cancelled
        )
        stopped = cancelled()
    ids = [name for event in made.events for name in event.also_in]
    named = _named(assistant, where, ids, [event.sentence for event in made.events])
    return _shown(
        options,
        stopped,
        bool(made.events),
        lambda: as_json.timeline(made, named),
        lambda: as_markdown.timeline(made, named) if options.markdown else as_text.timeline(made),
    )


def _named(
    assistant: Assistant, where: Filter, ids: Iterable[str], cited: Iterable[Cited]
) -> list[Headline]:
    """Return the headlines of the articles that a result names, newest first."""
    names = {*ids, *(citation.article_id for c in cited for citation in c.citations)}
    return [headline for headline in assistant.articles(where) if headline.id in names]


def _shown(
    options: argparse.Namespace,
    stopped: bool,
    is_told: bool,
    json_of: Callable[[], as_json.Json],
    text_of: Callable[[], str],
) -> int:
    """Print a result, or say what it was that no article tells."""
    if options.json:
        show_result(options, json_of(), "")
    elif is_told:
        write(text_of())
    else:
        print(f"assistant: {_nothing(options)}", file=sys.stderr)  # noqa: T201
    if stopped:
        return FAILED
    return DONE if is_told else REFUSED


def _nothing(options: argparse.Namespace) -> str:
    scoped = options.articles or options.source or options.since or options.until
    within = "in that scope" if scoped else "in the library"
    if options.about is not None:
        return f"no article {within} is on {options.about!r}: `assistant search` finds what is near"
    return f"no article {within} tells anything: `assistant articles` lists what there is"
