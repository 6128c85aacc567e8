"""The verbs with which newswires attribute what somebody said, and their forms."""

from dataclasses import dataclass
from typing import Literal

Complement = Literal["any", "clause", "attitude"]
Form = Literal["base", "s", "past", "ing"]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a cue verb.

    `complement`: "any" takes whatever follows as what was said; "clause" is a cue only before a
    clause or a quotation ("added that", but not "added two goals"); "attitude" says something
    itself ("dismissed claims"), so its statement begins with the verb.
    """

    lemma: str
    form: Form
    complement: Complement


_ANY = (
    "say tell argue insist warn reiterate declare affirm reaffirm stress emphasise "
    "emphasize underscore underline highlight acknowledge admit concede confirm announce reveal "
    "reply caution vow allege assert contend assure quip joke clarify remind tweet"
)
_CLAUSE = (
    "claim add note state observe continue conclude remark comment respond answer write report "
    "suggest indicate predict maintain recall believe think repeat estimate hint agree ask "
    "inform advise recommend propose disclose reason stipulate complain lament boast joke "
    "mention counter interject muse concur fume rage gush laugh specify forecast reckon "
    "yell shout scream exclaim chant whisper explain speculate testify"
)
_ATTITUDE = (
    "deny promise pledge express voice urge praise condemn criticise criticize welcome reject "
    "dismiss accuse blame attribute describe hail slam blast denounce deplore defend demand "
    "threaten apologise apologize thank decry renew outline congratulate refute rebuff lambast "
    "applaud commend oppose endorse compare tout cite advocate"
)
_WITH_PARTICLE = {
    "call": ("for", "on", "upon"),
    "brand": ("as",),
    "confess": ("to", "that"),
    "point": ("to", "out"),
    "appeal": ("to", "for"),
    "rule": ("out", "that"),
    "speak": ("of",),
    "talk": ("of",),
    "complain": ("that", "about", "of"),
    "hit": ("out", "back"),
    "push": ("back",),
    "lash": ("out",),
    "find": ("that",),
    "show": ("that",),
    "determine": ("that",),
}
"""Verbs that are cues only before one of these words."""

_IRREGULAR_PAST = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "think": ("thought",),
    "speak": ("spoke", "spoken"),
    "hit": ("hit",),
    "find": ("found",),
    "show": ("showed", "shown"),
}
_DOUBLED = frozenset({"admit", "rebut", "quip"})

WITH_PARTICLE = {lemma: frozenset(words) for lemma, words in _WITH_PARTICLE.items()}
INVERTS = frozenset(
    "say add explain argue insist claim warn declare reply admit remark comment write note "
    "recall continue joke quip conclude observe state ask respond announce reveal confirm tweet "
    "suggest predict concede complain lament counter stress laugh fume rage gush "
    "yell shout scream exclaim chant whisper".split()
)
"""Verbs that may stand before their subject after what was said: `"...", said X`."""


def _past(lemma: str) -> tuple[str, ...]:
    if lemma in _IRREGULAR_PAST:
        return _IRREGULAR_PAST[lemma]
    if lemma.endswith("e"):
        return (f"{lemma}d",)
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (f"{lemma[:-1]}ied",)
    return (f"{lemma}{lemma[-1]}ed",) if lemma in _DOUBLED else (f"{lemma}ed",)


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if lemma.endswith(("s", "sh", "ch")) else f"{lemma}s"


def _participle(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return f"{lemma[:-1]}ing"
    return f"{lemma}{lemma[-1]}ing" if lemma in _DOUBLED or lemma == "hit" else f"{lemma}ing"


def _forms() -> dict[str, VerbForm]:
    kinds: dict[str, Complement] = {}
    kinds.update({lemma: "attitude" for lemma in [*_ATTITUDE.split(), *WITH_PARTICLE]})
    kinds.update({lemma: "clause" for lemma in _CLAUSE.split()})
    kinds.update({lemma: "any" for lemma in _ANY.split()})
    forms: dict[str, VerbForm] = {}
    for lemma, complement in kinds.items():
        forms[_participle(lemma)] = VerbForm(lemma, "ing", complement)
        forms.setdefault(lemma, VerbForm(lemma, "base", complement))
        forms[_third_person(lemma)] = VerbForm(lemma, "s", complement)
        for word in _past(lemma):
            forms[word] = VerbForm(lemma, "past", complement)
    return forms


VERB_FORMS = _forms()
"""Lower-case word to the form of a cue verb it may be."""
