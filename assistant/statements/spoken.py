"""Which words of a sentence are what was said, left or right of the cue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.statements.complements import is_finished, looks_like_clause
from assistant.statements.forms.attribution import Attribution
from assistant.statements.naming import is_speaking_noun
from assistant.statements.phrases import phrase_before
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS
from assistant.statements.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    OCCASIONS,
    PREPOSITIONS,
)

_TRIMMED = frozenset({",", ".", ";", ":", "—", "–", "-", "and", "but", "while"})
_LEFT_OPEN = CONJUNCTIONS | PREPOSITIONS | frozenset("which who whom whose where that".split())
"""Words that no clause ends in: "..., which, he said, had failed"."""
_GOES_ON = frozenset("whether that if unless because which who whose where when".split())
"""Words that no clause but the one before a cue can go on with: ", he said, because ..."."""
_TO_DO = frozenset({"vow", "tell", "ask", "remind"})
_AFTER_PASSIVE = frozenset("of for as that to".split())
_SUBORDINATING = frozenset("while although though whereas".split())
_CONNECTIVES = frozenset(
    "however moreover furthermore nevertheless nonetheless meanwhile additionally besides also but "
    "and".split()
)
_OPENS_SUBJECT = CONJUNCTIONS | {"that", "what", "whether", "which", "until", "before", "after"}
_LONGEST_OPENING, _LONGEST_ADVERBIAL = 3, 7
_FEWEST_WORDS = 2
_LONGEST_DESCRIPTION = 6
_FULL_QUOTATION = 5
"""Least words of a quotation that stands as a sentence without saying so by its punctuation."""


def outermost(tokens: Sequence[Token], found: list[Attribution]) -> list[Attribution]:
    """Drop the cues inside what another cue of the sentence says."""
    kept: list[Attribution] = []
    for attribution in found:
        if kept and attribution.kind in ("subject", "passive") and attribution.subject is not None:
            before = tokens[attribution.start - 1]
            answers = before.lower == "which" and word_at(tokens, attribution.start - 2) == "to"
            breaks = before.quotation is not None or before.lower in _TRIMMED or answers
            if not breaks or _is_coordinated(tokens, attribution):
                continue
        if kept and attribution.kind == "according" and attribution.start > 0:
            continue  # Somebody else's report of what the sentence has said already.
        if kept and _is_echo(tokens, kept[-1], attribution):
            kept.append(replace(attribution, kind="echo"))
            continue
        if kept and _closes_reported(tokens, attribution):
            kept = [a for a in kept if _before_quotation(tokens, a, attribution)]
        kept.append(attribution)
    return kept


def _is_coordinated(tokens: Sequence[Token], attribution: Attribution) -> bool:
    """Whether it is the second half of a subject of what is said: "if the UN and Turkey agreed"."""
    if word_at(tokens, attribution.start - 1) != "and" or word_at(tokens, attribution.end) != ".":
        return False
    first = phrase_before(tokens, attribution.start - 1)
    return first is not None and word_at(tokens, first.start - 1) in _OPENS_SUBJECT


def _closes_reported(tokens: Sequence[Token], attribution: Attribution) -> bool:
    """Whether a cue such as ", he said." closes the reported clause before it."""
    before = tokens[attribution.start - 1]
    after = word_at(tokens, attribution.end)
    return (
        attribution.kind in ("subject", "inverted")
        and attribution.subject is not None
        and before.lower == ","
        and (
            attribution.end >= len(tokens)
            or after in (",", ".", "—", "–")
            or (
                after in PREPOSITIONS | DAYS
                and attribution.form.complement != "attitude"
                and not looks_like_clause(tokens[attribution.end :])
            )
        )
    )


def _is_echo(tokens: Sequence[Token], said: Attribution, attribution: Attribution) -> bool:
    """Whether "Peskov said ..., the agency reported" is said by Peskov all the same."""
    named = said.subject is not None and (
        said.subject.has_name or word_at(tokens, said.subject.start) in ("he", "she")
    )
    if attribution.form.lemma != "report" or not named or attribution.subject is None:
        return False
    before = tokens[attribution.start - 1]
    quoted = before.quotation is not None and before.text.rstrip("\"'”’»").endswith(",")
    return quoted or _closes_reported(tokens, attribution)


def _before_quotation(tokens: Sequence[Token], earlier: Attribution, later: Attribution) -> bool:
    return any(token.quotation for token in tokens[earlier.end : later.start])


class SpokenWords:
    """The tokens of a unit, read for what its attributions attribute."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens

    def said(
        self, attribution: Attribution, previous: int, following: int
    ) -> Iterator[tuple[int, int, bool]]:
        """Yield start, end and whether direct, for each statement of an attribution.

        `previous` and `following` are the tokens where its neighbours in the unit end and begin.
        """
        left = self._trim(previous, attribution.start)
        right = self._trim(attribution.end, following)
        if attribution.kind == "according" and word_at(self._tokens, right[0]) == "who":
            right = self._after_relative(*right)
        if attribution.kind == "passive":
            yield from self._passive_said(attribution, left, right)
        elif self._takes_left(attribution, left, right):
            yield from self._left_said(attribution, left, right)
        else:
            yield from self._right_said(attribution, right)

    def _passive_said(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> Iterator[tuple[int, int, bool]]:
        """Yield "Balco has been accused by the agency of fraud", or what stands before "by"."""
        assert attribution.subject is not None
        after = attribution.end
        if word_at(self._tokens, after) == "(":
            after += 3  # "the Anti-Doping Agency (USADA) of"
        goes_on = word_at(self._tokens, after) in _AFTER_PASSIVE
        end = right[1] if goes_on else attribution.subject.start - 1
        if left[0] < left[1]:
            yield self._tokens[left[0]].start, self._tokens[end - 1].end, False

    def _after_relative(self, start: int, end: int) -> tuple[int, int]:
        """Return what follows the clause on a speaker: ", who runs the port, it rained"."""
        comma = next((n for n in range(start, end) if self._tokens[n].lower == ","), None)
        return (start, end) if comma is None else self._trim(comma, end)

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
        if before.quotation is None and self._asks_for_deed(attribution):
            return False  # "On Friday, Ann Lee vowed to go"
        opening = (word_at(tokens, left[0]), word_at(tokens, left[0] + 1))
        if opening == ("in", "what") and right[0] < right[1]:
            return False  # "In what seems to be a first, Ann Lee vowed to go"
        after = tokens[attribution.end] if attribution.end < len(tokens) else None
        if after is None or after.lower in (".", ";", "?", "!", "—", "–"):
            return True
        if after.lower == "here" and word_at(tokens, attribution.end + 1) in (".", ""):
            return True
        if tokens[attribution.end - 1].lower in ("that", ":"):
            return False
        if before.quotation is not None:
            return not self._names_occasion(left, right)
        if after.quotation is not None:
            return False
        if after.lower == ",":
            return True
        following = word_at(tokens, attribution.end + 1)
        is_participle = (  # "in a report released on Monday"
            after.lower.endswith("ed")
            and tokens[attribution.end - 1].lower in OCCASIONS
            and following in DAYS | PREPOSITIONS | {".", ""}
        )
        return (
            after.lower != "about"
            and (after.lower in PREPOSITIONS | {"as"} or is_participle)
            and not looks_like_clause(tokens[right[0] : right[1]])
        )

    def _asks_for_deed(self, attribution: Attribution) -> bool:
        """Whether "to go" or "on going" follows a cue that takes it."""
        after = word_at(self._tokens, attribution.end)
        if attribution.form.lemma == "insist":
            return after == "on" and word_at(self._tokens, attribution.end + 1) not in DAYS
        return after == "to" and attribution.form.lemma in _TO_DO

    def _names_occasion(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether what ends in quotation marks is where it was: 'In "Now," she said it held'."""
        first = self._tokens[left[0]].lower
        opens = first in PREPOSITIONS or (first.endswith("ing") and left[1] - left[0] > 1)
        return opens and looks_like_clause(self._tokens[slice(*right)])

    def _left_said(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> Iterator[tuple[int, int, bool]]:
        tokens = self._tokens
        if left[0] == left[1]:
            return
        if right[0] < right[1] and self._only_connects(left):
            yield tokens[right[0]].start, tokens[right[1] - 1].end, False
            return
        last = left[0] if self._stands_apart(left) else left[1] - 1
        continued = right[0] < right[1] and tokens[right[0]].quotation is not None
        if tokens[last].quotation is not None and self._is_full(last, left[0]):
            start, end = self.inside(last)
            if continued and self._text[end : end + 1] == ",":
                yield tokens[last].start, tokens[right[0]].end, True
                return
            yield start, end, True
            if continued:
                yield (*self.inside(right[0]), True)
            return
        end = left[1]
        if self._goes_on(attribution, left, right) and (
            attribution.kind == "subject"
            or self._is_short(left, right)
            or (attribution.kind == "according" and self._lacks_verb(left, right))
        ):
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

    def _only_connects(self, left: tuple[int, int]) -> bool:
        """Whether nothing but "However," stands before a cue."""
        return all(
            token.lower in _CONNECTIVES or token.lower == ","
            for token in self._tokens[slice(*left)]
        )

    def _is_short(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether only an opening stands before a cue: "In Doha, according to Ann Lee, ..."."""
        opens = self._tokens[left[0]].lower in PREPOSITIONS
        few = self._words(*left) <= (_LONGEST_ADVERBIAL if opens else _LONGEST_OPENING)
        return few and self._words(*right) > _LONGEST_OPENING

    def _lacks_verb(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether the verb of what stands before a cue follows it: "The rules, ..., allow it"."""
        before, first = self._tokens[slice(*left)], self._tokens[right[0]]
        if is_finished(before):
            return False
        closed = PREPOSITIONS | CONJUNCTIONS | DETERMINERS | _LEFT_OPEN
        is_verb = (
            first.is_word
            and first.text == first.lower not in closed
            and not first.lower.endswith(("ing", "ed", "ly"))
            and not is_speaking_noun(first.lower)
        )
        is_lacking = not any(token.lower in AUXILIARIES for token in before)
        return first.lower in AUXILIARIES or (is_verb and is_lacking)

    def _goes_on(
        self, attribution: Attribution, left: tuple[int, int], right: tuple[int, int]
    ) -> bool:
        """Whether the clause before a parenthetical cue is finished only after it."""
        tokens = self._tokens
        at = attribution.end
        if right[0] == right[1] or at >= len(tokens) or tokens[at].lower != ",":
            return False
        if tokens[left[1] - 1].lower in _LEFT_OPEN:
            return True
        subject = attribution.subject
        is_bare = at <= max(attribution.verb + 1, subject.end if subject else 0)
        if is_bare and word_at(tokens, at + 1) in _GOES_ON:
            return True
        return not is_finished(tokens[left[0] : left[1]])

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
                    yield (*self.inside(number), True)
            return
        if attribution.form.complement == "attitude":
            start = attribution.verb
            end = self._own_predicate(start, end)
            if word_at(tokens, end) == ":" and tokens[end - 1].lower == "that":
                return  # "found that:", before a list
        end = self._own_clause(attribution, start, end)
        colon = next((n for n in range(start + 1, end - 1) if self._introduces(n)), end)
        if self._words(start, colon) >= _FEWEST_WORDS:
            yield tokens[start].start, tokens[colon - 1].end, False
        if colon < end:
            yield (*self.inside(colon + 1), True)

    def _own_clause(self, attribution: Attribution, start: int, end: int) -> int:
        """Return where what was said ends in ", who said it rained, has left" or "While X said"."""
        tokens, subject = self._tokens, attribution.subject
        commas = [n for n in range(start + 1, end - 1) if tokens[n].lower == ","]
        if attribution.start == 1 and tokens[0].lower in _SUBORDINATING:
            return next((n for n in commas if self._has_verb(start, n)), end)
        if subject is None or word_at(tokens, subject.end + 1) != "who":
            return end
        if any(token.lower == "," for token in tokens[subject.end + 2 : attribution.verb]):
            return end  # "Ann Lee, who runs it, said"
        resumes = (n for n in commas if self._has_verb(n, n + 2))
        return next(resumes, end)

    def _has_verb(self, start: int, end: int) -> bool:
        return any(
            token.lower in AUXILIARIES or token.lower.endswith("ed")
            for token in self._tokens[start:end]
        )

    def _introduces(self, colon: int) -> bool:
        """Whether a colon after a reported clause introduces a quotation that is a sentence."""
        tokens = self._tokens
        return (
            tokens[colon].lower == ":"
            and tokens[colon + 1].quotation is not None
            and self._is_full(colon + 1, colon + 1)
        )

    def _own_predicate(self, start: int, end: int) -> int:
        """Return where "denied involvement" ends in "denied involvement, and died in Libya"."""
        for at in range(start + 2, end - 1):
            if self._tokens[at].lower == "," and self._tokens[at + 1].lower in ("and", "but"):
                following = word_at(self._tokens, at + 2)
                if following.endswith("ed") and following not in VERB_FORMS:
                    return at
        return end

    def _is_full(self, number: int, segment_start: int) -> bool:
        """Whether a quotation stands as a sentence of its own rather than as a few words."""
        quotation = self._tokens[number].quotation
        assert quotation is not None
        inner = self._text[quotation.inner_start : quotation.inner_end].strip()
        if number == segment_start:
            before = self._tokens[number - 1] if number else None
            if before is not None and before.lower == "that" and self._is_word(number + 1):
                # 'declared that "Trump is wrong" in his view': a capital says nothing here.
                return len(inner.split()) >= _FULL_QUOTATION
            return (
                before is None
                or inner[:1].isupper()
                or before.lower in (",", ":")
                or number == 0
                or len(inner.split()) >= _FULL_QUOTATION
            )
        before = self._tokens[number - 1]
        if not inner[:1].isupper():
            return False
        # The last words but the cue: '... from the U.S. "Much has changed," they said.'
        return before.lower in (",", ":") or (
            before.text[-1] == "." and len(inner.split()) >= _FULL_QUOTATION
        )

    def is_sentence(self, number: int) -> bool:
        """Whether a quotation that stands alone is what somebody said, and no title: "Dune"."""
        quotation = self._tokens[number].quotation
        assert quotation is not None
        inner = self._text[quotation.inner_start : quotation.inner_end].rstrip("\"'’”)] ")
        closed = inner.endswith((".", "!", "?", "…", "-", "–", "—"))
        return closed or not quotation.closed or len(inner.split()) > _FULL_QUOTATION

    def _is_word(self, number: int) -> bool:
        return number < len(self._tokens) and self._tokens[number].is_word

    def inside(self, number: int) -> tuple[int, int]:
        """Return start and end of what stands between the marks of quotation token `number`."""
        quotation = self._tokens[number].quotation
        assert quotation is not None
        inner = self._text[quotation.inner_start : quotation.inner_end]
        kept = re.sub(r"[\s,]+$", "", inner) or inner
        lead = len(inner) - len(inner.lstrip())
        return quotation.inner_start + lead, quotation.inner_start + len(kept)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        # "that while it held, it was old" begins with its "while".
        trimmed = _TRIMMED - {"while"} if word_at(self._tokens, start - 1) == "that" else _TRIMMED
        while start < end and self._tokens[start].lower in trimmed:
            start += 1
        while end > start and self._tokens[end - 1].lower in _TRIMMED:
            end -= 1
        return start, end

    def _words(self, start: int, end: int) -> int:
        return sum(
            1 + bool(t.quotation) for t in self._tokens[start:end] if t.is_word or t.quotation
        )
