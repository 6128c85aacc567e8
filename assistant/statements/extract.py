"""Who said what in an article, by rules alone."""

import re
from collections.abc import Iterator, Sequence

from assistant.statements.attributions import Attribution, attributions
from assistant.statements.cast import cast
from assistant.statements.complements import looks_like_clause
from assistant.statements.phrases import Phrase, phrase_from
from assistant.statements.speakers import Discourse, Speaker
from assistant.statements.units import Token, Unit, units, word_at
from assistant.statements.words import ADVERBS, CONJUNCTIONS, PREPOSITIONS
from assistant.types import Citation, Statement
from index import Article

_TRIMMED = frozenset({",", ".", ";", ":", "—", "–", "-", "and", "but", "while"})
_FEWEST_WORDS = 2
_LONGEST_DESCRIPTION = 6
_FULL_QUOTATION = 5
"""Least words of a quotation that stands as a sentence without saying so by its punctuation."""


def extract(article: Article) -> list[Statement]:
    """Return the statements of an article, in order.

    The text of a direct statement is what stands between the quotation marks (with the marks,
    where its attribution interrupts it); of a reported one, the clause, beginning with the verb
    where the verb says something itself ("denied that ..."). A few quoted words inside a reported
    clause leave it reported. The cue is empty for a quotation that merely goes on.
    """
    found = units(article.text)
    discourse = Discourse(cast(found))
    statements: list[Statement] = []
    for unit in found:
        for speaker, start, end, cue, direct in _Reading(article.text, unit, discourse).spans():
            text = article.text[start:end]
            citation = Citation.of(article, unit.start, unit.end)
            statements.append(Statement(speaker.name, text, cue, direct, citation))
    return statements


Said = tuple[Speaker, int, int, str, bool]


class _Reading:
    """One unit, read for its statements."""

    def __init__(self, text: str, unit: Unit, discourse: Discourse) -> None:
        self._text = text
        self._tokens = unit.tokens
        self._unit = unit
        self._discourse = discourse

    def spans(self) -> Iterator[Said]:
        """Yield speaker, start, end, cue and whether direct, for each statement."""
        found = _outermost(self._tokens, attributions(self._tokens))
        if not found:
            yield from self._unattributed()
            return
        self._mention_subject()
        speaker: Speaker | None = None
        for number, attribution in enumerate(found):
            previous = found[number - 1].end if number else 0
            following = found[number + 1].start if number + 1 < len(found) else len(self._tokens)
            resolved = self._speaker(attribution, speaker, found[number + 1 :])
            if resolved is None:
                continue
            speaker = resolved
            self._discourse.mention(speaker)
            cue = self._tokens[attribution.verb].text
            if attribution.kind == "according":
                cue = "according to"
            for start, end, direct in self._said(attribution, previous, following):
                yield speaker, start, end, cue, direct

    def _speaker(
        self, attribution: Attribution, before: Speaker | None, later: Sequence[Attribution]
    ) -> Speaker | None:
        if attribution.subject is not None:
            named = self._discourse.resolve(self._tokens, attribution.subject)
            if named is not None:
                return named
        if before is not None:
            return before
        subject = _sentence_subject(self._tokens)
        if subject is None:
            subject = next((a.subject for a in later if a.subject is not None), None)
        return self._discourse.resolve(self._tokens, subject) if subject else None

    def _unattributed(self) -> Iterator[Said]:
        quoted = [n for n, token in enumerate(self._tokens) if token.quotation is not None]
        mentioned = self._mention_subject()
        speaker = self._discourse.latest
        if speaker is None:
            return
        for number in quoted:
            introduced = (
                mentioned is not None and number > 0 and self._tokens[number - 1].lower == ":"
            )
            if self._unit.is_quotation or introduced:
                yield (speaker, *self._inside(number), "", True)

    def _mention_subject(self) -> Speaker | None:
        subject = _sentence_subject(self._tokens)
        if subject is not None and not self._unit.is_quotation:
            mentioned = self._discourse.resolve(self._tokens, subject)
            if mentioned is not None and mentioned.person and mentioned.person.is_surely_one:
                self._discourse.mention(mentioned)
                return mentioned
        return None

    def _said(
        self, attribution: Attribution, previous: int, following: int
    ) -> Iterator[tuple[int, int, bool]]:
        left = self._trim(previous, attribution.start)
        right = self._trim(attribution.end, following)
        if self._takes_left(attribution, left, right):
            yield from self._left_said(attribution, left, right)
        else:
            yield from self._right_said(attribution, right)

    def _takes_left(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> bool:
        tokens = self._tokens
        if attribution.kind == "inverted":
            return True
        if attribution.kind == "participle" or left[0] == left[1]:
            return False
        if attribution.kind == "according":
            return True
        if attribution.form.complement == "attitude" or attribution.subject is None:
            return False
        before = tokens[attribution.start - 1]
        if before.quotation is None and before.lower not in (",", "—", "–"):
            return False
        after = tokens[attribution.end] if attribution.end < len(tokens) else None
        if after is None or after.lower in (".", ";", "?", "!", "—", "–"):
            return True
        if tokens[attribution.end - 1].lower in ("that", ":"):
            return False
        if before.quotation is not None:
            return True
        if after.quotation is not None:
            return False
        if after.lower == ",":
            return True
        return after.lower in PREPOSITIONS | {"as"} and not looks_like_clause(
            tokens[right[0] : right[1]]
        )

    def _left_said(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> Iterator[tuple[int, int, bool]]:
        tokens = self._tokens
        if left[0] == left[1]:
            return
        last = left[0] if self._stands_apart(left) else left[1] - 1
        continued = right[0] < right[1] and tokens[right[0]].quotation is not None
        if tokens[last].quotation is not None and self._is_full(last, left[0]):
            start, end = self._inside(last)
            if continued and self._text[end : end + 1] == ",":
                yield tokens[last].start, tokens[right[0]].end, True
                return
            yield start, end, True
            if continued:
                yield (*self._inside(right[0]), True)
            return
        end = left[1]
        if attribution.kind == "subject" and self._goes_on(attribution, left, right):
            end = right[1]
        if self._words(left[0], end) >= _FEWEST_WORDS:
            yield tokens[left[0]].start, tokens[end - 1].end, False

    def _stands_apart(self, left: tuple[int, int]) -> bool:
        """Whether a quotation and a few words of its speaker's description are all there is."""
        tokens = self._tokens[left[0] : left[1]]
        return (
            tokens[0].quotation is not None
            and 1 < len(tokens) <= _LONGEST_DESCRIPTION
            and all(
                (token.is_word and token.text[0].isupper()) or token.lower in ("'s", "former")
                for token in tokens[1:]
            )
        )

    def _goes_on(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> bool:
        """Whether the clause before a parenthetical cue is finished only after it."""
        tokens = self._tokens
        at = attribution.end
        if right[0] == right[1] or at >= len(tokens) or tokens[at].lower != ",":
            return False
        return not looks_like_clause(tokens[left[0] : left[1]])

    def _right_said(
        self, attribution: Attribution, right: tuple[int, int]
    ) -> Iterator[tuple[int, int, bool]]:
        tokens = self._tokens
        start, end = right
        if start == end:
            return
        if tokens[start].quotation is not None and self._is_full(start, start):
            for number in range(start, end):
                if tokens[number].quotation is not None and self._is_full(number, number):
                    yield (*self._inside(number), True)
            return
        if attribution.form.complement == "attitude":
            start = attribution.verb
        if self._words(start, end) >= _FEWEST_WORDS:
            yield tokens[start].start, tokens[end - 1].end, False

    def _is_full(self, number: int, segment_start: int) -> bool:
        """Whether a quotation stands as a sentence of its own rather than as a few words."""
        quotation = self._tokens[number].quotation
        assert quotation is not None
        inner = self._text[quotation.inner_start : quotation.inner_end].strip()
        if number == segment_start:
            before = self._tokens[number - 1] if number else None
            return (
                before is None
                or inner[:1].isupper()
                or before.lower in (",", ":")
                or number == 0
                or len(inner.split()) >= _FULL_QUOTATION
            )
        before = self._tokens[number - 1]
        return before.lower in (",", ":") and inner[:1].isupper()

    def _inside(self, number: int) -> tuple[int, int]:
        quotation = self._tokens[number].quotation
        assert quotation is not None
        inner = self._text[quotation.inner_start : quotation.inner_end]
        kept = re.sub(r"[\s,]+$", "", inner) or inner
        lead = len(inner) - len(inner.lstrip())
        return quotation.inner_start + lead, quotation.inner_start + len(kept)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._tokens[start].lower in _TRIMMED:
            start += 1
        while end > start and self._tokens[end - 1].lower in _TRIMMED:
            end -= 1
        return start, end

    def _words(self, start: int, end: int) -> int:
        return sum(
            1 + bool(t.quotation) for t in self._tokens[start:end] if t.is_word or t.quotation
        )


def _outermost(tokens: Sequence[Token], found: list[Attribution]) -> list[Attribution]:
    """Drop the cues inside what another cue of the sentence says."""
    kept: list[Attribution] = []
    for attribution in found:
        if kept and attribution.kind == "subject" and attribution.subject is not None:
            before = tokens[attribution.start - 1]
            breaks = before.quotation is not None or before.lower in _TRIMMED
            if not breaks:
                continue
        if kept and _closes_reported(tokens, attribution):
            kept = [a for a in kept if _before_quotation(tokens, a, attribution)]
        kept.append(attribution)
    return kept


def _closes_reported(tokens: Sequence[Token], attribution: Attribution) -> bool:
    """Whether a cue such as ", he said." closes the reported clause before it."""
    before = tokens[attribution.start - 1]
    after = word_at(tokens, attribution.end)
    return (
        attribution.kind in ("subject", "inverted")
        and attribution.subject is not None
        and before.lower == ","
        and (attribution.end >= len(tokens) or after in (",", "."))
    )


def _before_quotation(tokens: Sequence[Token], earlier: Attribution, later: Attribution) -> bool:
    return any(token.quotation for token in tokens[earlier.end : later.start])


def _sentence_subject(tokens: Sequence[Token]) -> Phrase | None:
    start = 0
    while start < len(tokens) and (
        tokens[start].lower in CONJUNCTIONS | ADVERBS or tokens[start].lower in (",", "—")
    ):
        start += 1
    if start < len(tokens) and (
        tokens[start].lower in PREPOSITIONS or tokens[start].lower.endswith("ing")
    ):
        comma = next((n for n in range(start, len(tokens)) if tokens[n].lower == ","), None)
        if comma is None:
            return None
        start = comma + 1
    phrase = phrase_from(tokens, start)
    return phrase
