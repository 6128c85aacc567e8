"""Who said what in an article, by rules alone."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from assistant.statements.attributions import attributions
from assistant.statements.cast import cast
from assistant.statements.forms.attribution import Attribution
from assistant.statements.mentions import Speaker
from assistant.statements.naming import Phrase, is_proper, is_speaking_noun
from assistant.statements.phrases import is_pronoun, opens_as_adverb, phrase_before, phrase_from
from assistant.statements.speakers import Discourse
from assistant.statements.spoken import SpokenWords, outermost
from assistant.statements.subjects import head, is_nobody
from assistant.statements.units import Token, Unit, units, word_at
from assistant.statements.words import (
    ADVERBS,
    CONJUNCTIONS,
    DOCUMENTS,
    OCCASIONS,
    ORGANISATIONS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
)
from assistant.types import Citation, Statement
from index import Article


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
        if unit.is_link:
            continue
        said = _without_repeats(_Reading(article.text, unit, discourse).spans())
        for speaker, start, end, cue, direct in said:
            text = article.text[start:end]
            citation = Citation.of(article, unit.start, unit.end)
            statements.append(Statement(speaker.name, text, cue, direct, citation))
    return statements


_OPENING_PARTICIPLES = frozenset("asked pressed questioned told faced based given".split())
_OPENS_ADVERBIAL = frozenset("when while because although though if whereas".split())
_OPENS_DEPENDENT = frozenset("that because since which who whom".split())
"""What opens a clause before the main one, and what opens one within it."""
_HAVE = frozenset({"has", "have", "had"})
_SOMEBODY = frozenset("he she they his her their him them".split())
_DASHES = frozenset({"—", "–", "-"})
_ENDS_NAME = frozenset({",", ".", "(", ""})
Said = tuple[Speaker, int, int, str, bool]


class _Reading:
    """One unit, read for its statements."""

    def __init__(self, text: str, unit: Unit, discourse: Discourse) -> None:
        self._text = text
        self._words = SpokenWords(text, unit.tokens)
        self._tokens = unit.tokens
        self._unit = unit
        self._discourse = discourse
        self._mentions = discourse.mentions

    @cached_property
    def _subject(self) -> Phrase | None:
        return _main_subject(self._tokens)

    def spans(self) -> Iterator[Said]:
        """Yield speaker, start, end, cue and whether direct, for each statement."""
        found = outermost(self._tokens, attributions(self._tokens))
        self._mentions.turn()
        if not found:
            yield from self._unattributed()
            return
        self._mention_subject()
        speaker: Speaker | None = None
        for number, attribution in enumerate(found):
            subject = attribution.subject
            if attribution.kind == "echo" or (subject and is_nobody(self._tokens, subject)):
                continue
            previous = found[number - 1].end if number else 0
            following = found[number + 1].start if number + 1 < len(found) else len(self._tokens)
            resolved = self._speaker(attribution, speaker, found[number + 1 :])
            if resolved is None:
                continue
            speaker = resolved
            self._mentions.speak(speaker)
            cue = self._tokens[attribution.verb].text
            if attribution.kind == "according":
                cue = "according to"
            for start, end, direct in self._words.said(attribution, previous, following):
                if direct:
                    self._mentions.quote(speaker)
                yield speaker, start, end, cue, direct

    def _speaker(
        self, attribution: Attribution, before: Speaker | None, later: Sequence[Attribution]
    ) -> Speaker | None:
        if attribution.subject is not None:
            named = self._goes_on(attribution) if before is None else None
            named = named or self._discourse.resolve(self._tokens, attribution.subject)
            if named is not None:
                return named
        if before is not None:
            return before
        subject = _sentence_subject(self._tokens)
        if subject is None:
            subject = next((a.subject for a in later if a.subject is not None), None)
        if subject is None or not _may_say(self._tokens, subject):
            return None
        if attribution.kind == "subject" and _is_subordinate(self._tokens, subject, attribution):
            return None
        found = self._discourse.resolve(self._tokens, subject)
        return found if found and (not found.person or found.person.is_surely_one) else None

    def _goes_on(self, attribution: Attribution) -> Speaker | None:
        """Return who spoke last, for "Ford fell, it said.": not whom the clause is about."""
        assert attribution.subject is not None
        before = self._tokens[: attribution.start]
        pronoun = self._tokens[attribution.subject.start]
        closes = word_at(self._tokens, attribution.end) in ("", ".") and is_pronoun(pronoun)
        if not closes or not before or any(token.quotation for token in before):
            return None
        return self._mentions.who_spoke_before(pronoun.lower)

    def _unattributed(self) -> Iterator[Said]:
        quoted = [n for n, token in enumerate(self._tokens) if token.quotation is not None]
        signed = self._signed()
        if signed is not None:
            self._mentions.mention(signed)
            yield (signed, *self._words.inside(0), "", True)
            return
        mentioned = self._mention_subject()
        self._pass_by(mentioned)
        speaker = self._mentions.latest
        opens = "\n" in self._text[max(0, self._unit.start - 2) : self._unit.start]
        if speaker is None or not self._mentions.may_go_on(speaker, opens_paragraph=opens):
            return
        for number in quoted:
            introduced = (
                mentioned is not None
                and mentioned.person is not None
                and mentioned.person.is_person
                and number > 0
                and self._tokens[number - 1].lower == ":"
            )
            if (self._unit.is_quotation and self._words.is_sentence(number)) or introduced:
                self._mentions.go_on()
                yield (speaker, *self._words.inside(number), "", True)

    def _pass_by(self, mentioned: Speaker | None) -> None:
        """Remember the one person named in a sentence that is about no person."""
        subject = self._subject
        if mentioned is not None or (subject is not None and subject.has_name):
            return
        if subject is not None and head(self._tokens, subject) in ROLES - ORGANISATIONS:
            return
        names = (at for at, token in enumerate(self._tokens) if is_proper(token))
        before = self._tokens[: next(names, 0)]
        if not any(token.lower in _SOMEBODY for token in before):
            self._mentions.pass_by(self._unit.start)

    def _signed(self) -> Speaker | None:
        """Return who signs a quotation: '"It rained." — Ann Lee, mayor of Sfax.'."""
        at = 1
        while at < len(self._tokens) and self._tokens[at].lower in _DASHES:
            at += 1
        if at == 1 or self._tokens[0].quotation is None or at == len(self._tokens):
            return None
        name = phrase_from(self._tokens, at)
        if name is None or not name.has_name or word_at(self._tokens, name.end) not in _ENDS_NAME:
            return None
        found = self._discourse.resolve(self._tokens, name)
        return found if found and found.person and found.person.is_surely_one else None

    def _mention_subject(self) -> Speaker | None:
        subject = self._subject
        owner = _owner_of_occasion(self._tokens)
        if owner is not None and subject and self._tokens[subject.start].lower in ("he", "she"):
            subject = owner
        if subject is not None and not self._unit.is_quotation:
            mentioned = self._discourse.resolve(self._tokens, subject)
            if self._tokens[-1].is_word and not _is_somebody(mentioned):
                return None  # A heading: "Failure of climate action".
            if mentioned is not None and mentioned.person and mentioned.person.is_surely_one:
                self._mentions.mention(mentioned)
                return mentioned
            if mentioned is not None and _is_body_or_group(head(self._tokens, subject)):
                self._mentions.mention_unnamed(mentioned)
            self._mentions.mention_again(self._tokens, subject)
        return None


def _is_body_or_group(noun: str) -> bool:
    return noun in ORGANISATIONS | DOCUMENTS or (noun in ROLES and noun.endswith(("s", "men")))


def _is_somebody(speaker: Speaker | None) -> bool:
    """Whether it is a person by a whole name."""
    person = speaker.person if speaker is not None else None
    return person is not None and person.is_person and len(person.words) > 1


def _without_repeats(found: Iterable[Said]) -> list[Said]:
    """Drop what is told twice: "She said that she wept, the BBC added" is hers alone.

    A person who is named last has said all of it: "Many think it is old, wrote Ann Lee."
    """
    kept: list[Said] = []
    for said in found:
        speaker, start, end = said[:3]
        inside = [other for other in kept if start <= other[1] and other[2] <= end]
        if inside and not (speaker.person and speaker.person.is_person):
            continue
        kept = [other for other in kept if other not in inside]
        kept.append(said)
    return kept


def _is_subordinate(tokens: Sequence[Token], subject: Phrase, attribution: Attribution) -> bool:
    """Whether a verb may be another's: "The court saw that he was young and had apologised"."""
    between = tokens[subject.end : attribution.start]
    is_perfect = attribution.subject is None and word_at(tokens, attribution.start) in _HAVE
    return is_perfect and any(token.lower in _OPENS_DEPENDENT for token in between)


def _may_say(tokens: Sequence[Token], subject: Phrase) -> bool:
    """Whether the subject of a sentence can have said what a participle in it reports."""
    if is_nobody(tokens, subject):
        return False
    noun = head(tokens, subject)
    return (
        subject.has_name
        or is_speaking_noun(noun)
        or noun in PRONOUNS
        or (tokens[subject.end - 1].is_name)
    )


def _owner_of_occasion(tokens: Sequence[Token]) -> Phrase | None:
    """Return "President Ann Lee" of "In President Ann Lee's yearly speech, she ..."."""
    if not tokens or tokens[0].lower not in ("in", "at", "during"):
        return None
    comma = next((n for n, token in enumerate(tokens) if token.lower == ","), 0)
    if comma == 0 or tokens[comma - 1].lower not in OCCASIONS:
        return None
    of = next((n for n in range(comma) if tokens[n].lower == "'s" and n > 1), None)
    owner = phrase_before(tokens, of, 1) if of is not None else None
    return owner if owner and owner.has_name else None


def _main_subject(tokens: Sequence[Token]) -> Phrase | None:
    """Return the subject of the main clause, unless it only stands for that of the first one."""
    if not tokens or tokens[0].lower not in _OPENS_ADVERBIAL:
        return _sentence_subject(tokens)
    comma = next((n for n, token in enumerate(tokens) if token.lower == ","), len(tokens))
    main = phrase_from(tokens, comma + 1)
    if main is None or is_pronoun(tokens[main.start]):
        return _sentence_subject(tokens)
    return main


def _sentence_subject(tokens: Sequence[Token]) -> Phrase | None:
    """Return the noun phrase that opens a sentence, past connectives and a first adverbial."""
    start = 0
    while start < len(tokens) and (
        tokens[start].lower in CONJUNCTIONS | ADVERBS or tokens[start].lower in (",", "—")
    ):
        start += 1
    if start < len(tokens) and (
        tokens[start].lower in PREPOSITIONS | _OPENING_PARTICIPLES
        or tokens[start].lower.endswith("ing")
        or opens_as_adverb(tokens, start)
    ):
        comma = next((n for n in range(start, len(tokens)) if tokens[n].lower == ","), None)
        if comma is None:
            return None
        start = comma + 1
    return phrase_from(tokens, start)
