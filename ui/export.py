"""Answers as text that leaves the page: for the clipboard, and as a Markdown document."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from assistant import Citation, Cited
from index import Headline
from ui.conversation import Conversation, Turn, numbered
from ui.render.words import day, web_address

# What Markdown or the HTML inside it would take as more than text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
# A number or a mark that would make a line an item of a list, or underline a heading.
_LINE_START = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+=])", re.MULTILINE)

# What would end the address between < and >.
_UNLINKABLE = re.compile(r"[<>\s]")

REFUSAL = "Your articles don't say."


def plain_text(turn: Turn) -> str:
    """Return an answer with its numbers and numbered sources, for the clipboard."""
    order = numbered(turn.sentences)
    said = _said(turn.sentences, order)
    lead = f"{turn.short}\n\n" if turn.short else ""
    listed = "\n".join(
        f"[{number}] {citation.title} ({day(citation.published)}): “{_one_line(citation.quote)}”"
        for number, citation in enumerate(order, start=1)
    )
    return f"{lead}{said}\n\n{listed}"


def to_markdown(conversation: Conversation, headlines: Mapping[str, Headline], today: date) -> str:
    """Return the conversation as Markdown, each answer with its numbered sources and quotes.

    :param headlines: the library's articles by identifier, for their sources and addresses.
    """
    parts = [f"# Questions and answers\n\nExported on {day(today)}. Every number cites a source."]
    parts += [_turn(turn, headlines) for turn in conversation.turns.values()]
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn, headlines: Mapping[str, Headline]) -> str:
    parts = [f"## {markdown_text(_one_line(turn.question))}"]
    asked = f"Asked of {markdown_text(turn.scope)}."
    if turn.searched:
        asked += f" Searched as: {markdown_text(_one_line(turn.searched))}"
    parts.append(f"*{asked}*")
    if turn.state == "refused":
        return "\n\n".join([*parts, REFUSAL])
    if turn.short:
        parts.append(f"**{markdown_text(_one_line(turn.short))}**")
    order = numbered(turn.sentences)
    if order:
        parts.append(_said(turn.sentences, order, markdown_text))
        parts.append(
            "\n".join(
                f"{number}. {_source(citation, headlines.get(citation.article_id))}"
                for number, citation in enumerate(order, start=1)
            )
        )
    if turn.state == "stopped":
        parts.append("*Stopped before it was finished.*")
    if turn.error:
        parts.append(markdown_text(turn.error))
    return "\n\n".join(parts)


def _said(
    sentences: Sequence[Cited], order: Sequence[Citation], write: Callable[[str], str] = str
) -> str:
    return " ".join(
        write(_one_line(sentence.text))
        + " "
        + "".join(
            write(f"[{order.index(citation) + 1}]")
            for citation in dict.fromkeys(sentence.citations)
        )
        for sentence in sentences
    )


def _source(citation: Citation, headline: Headline | None) -> str:
    facts = [markdown_text(_one_line(citation.title))]
    if headline and headline.source:
        facts.append(markdown_text(_one_line(headline.source)))
    facts.append(day(citation.published))
    address = web_address(headline.url) if headline else None
    if address:
        facts.append(f"<{_UNLINKABLE.sub('', address)}>")
    return f"{', '.join(facts)}: “{markdown_text(_one_line(citation.quote))}”"


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as itself, in which no HTML can hide."""
    safe = _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\&", "&amp;")
    return _LINE_START.sub(
        lambda found: (
            f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"{found[4]}\\{found[5]}"
        ),
        safe,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
