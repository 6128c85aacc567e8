"""Words that look like cues and are nouns: "reports", "claims", "the Southern states"."""

from collections.abc import Sequence

from assistant.statements.adjuncts import that_after
from assistant.statements.countries import NATIONALITIES
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, VerbForm
from assistant.statements.words import AUXILIARIES, DOCUMENTS, PRONOUNS

_KINDS_OF_STATES = NATIONALITIES | frozenset(
    "member gulf baltic swing battleground neighbouring neighboring other several many most all "
    "both these those two three four five six seven northern southern eastern western".split()
)
_NEVER_NOUNS = frozenset(
    "say tell explain argue insist deny confirm announce reveal admit concede reject dismiss "
    "accuse condemn criticise criticize denounce warn believe think suggest agree".split()
)
_NUMBERS = frozenset("two three four five six seven several many more few".split())
_AFTER_NOUN = frozenset({"of", "like", "and"})
_SAID_OF = frozenset("warn speak talk complain boast caution inform assure remind".split())


def is_noun(tokens: Sequence[Token], at: int, form: VerbForm) -> bool:
    """Whether a word such as "reports" or "claims" is a noun: another cue follows, or "of"."""
    following = VERB_FORMS.get(word_at(tokens, at + 1))
    if form.form not in ("base", "s") or form.lemma in _NEVER_NOUNS:
        return False
    if word_at(tokens, at + 1) in AUXILIARIES:
        return True
    is_counted = at > 0 and tokens[at - 1].lower in _NUMBERS
    if form.form == "s" and is_counted and (at == 1 or not tokens[at - 1].is_name):
        return True  # "three points", but not "Channel Five reports"
    if form.lemma == "reason" and word_at(tokens, at + 1) == "why":
        return True
    if word_at(tokens, at + 1) in _AFTER_NOUN and form.lemma not in _SAID_OF:
        return True  # "promises of a wage", "tweets like those"
    if form.lemma == "advocate" and at + 1 < len(tokens) and tokens[at + 1].is_name:
        return True  # "rights advocate Ann Lee"
    if form.form == "s" and following is not None and following.form == "base":
        return True  # "advocates say"
    return following is not None and following.form in ("past", "s")


def is_country(tokens: Sequence[Token], at: int, form: VerbForm) -> bool:
    """Whether it is "state television" or "the Southern states", not what a report states."""
    following = word_at(tokens, at + 1)
    if form.form == "base":
        return following not in ("that", "")
    if form.form != "s" or following in ("that", ":", ",", "the") or not following:
        return following != "that" and tokens[at - 1].lower in _KINDS_OF_STATES
    return tokens[at - 1].lower not in DOCUMENTS | PRONOUNS and that_after(tokens, at + 1) is None
