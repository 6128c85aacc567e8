"""Past forms of English verbs and the forms that "did" takes: "met" is "meet"."""

import re

_IRREGULAR = {
    "became": "become", "began": "begin", "bought": "buy", "broke": "break", "brought": "bring",
    "built": "build", "came": "come", "chose": "choose", "drew": "draw", "fell": "fall",
    "fled": "flee", "flew": "fly", "fought": "fight", "found": "find", "froze": "freeze",
    "gave": "give", "got": "get", "grew": "grow", "held": "hold", "hit": "hit", "kept": "keep",
    "knew": "know", "laid": "lay", "led": "lead", "left": "leave", "lost": "lose", "made": "make",
    "met": "meet", "paid": "pay", "put": "put", "ran": "run", "rose": "rise", "said": "say",
    "sank": "sink", "sent": "send", "set": "set", "shot": "shoot", "sold": "sell",
    "spent": "spend", "spoke": "speak", "stood": "stand", "struck": "strike", "swore": "swear",
    "took": "take", "told": "tell", "threw": "throw", "went": "go", "withdrew": "withdraw",
    "won": "win", "wrote": "write", "agreed": "agree", "freed": "free", "died": "die",
    "tied": "tie", "lied": "lie", "vetoed": "veto",
}  # fmt: skip
_ENDING_IN_E = frozenset(
    """
    abuse accuse acquire admire advise agree announce approve argue arrive assure balance base
    blame cause cease celebrate challenge change charge choose cite close combine commence compare
    compete complete concede conclude condone confuse contribute convince create criticise damage
    date debate decide declare decline decrease dedicate define delete denounce deplore deprive
    describe deserve desire devote dictate disclose dissolve distribute divide dominate donate
    double drive educate elevate eliminate emerge enable encourage endorse enforce engage ensure
    erase escape estimate evacuate examine exchange exclude excuse execute expire explode explore
    expose face file finance fire force freeze fuse gauge grade guarantee guide hire hope house
    ignore illustrate imagine impose improve include increase indicate influence injure inquire
    inspire insure introduce invade investigate invite involve isolate issue judge lease
    leave like line live locate love manage measure merge migrate mine move name negotiate nominate
    note notice obliterate observe oppose organise overcome participate pause phase place please
    pledge police praise prepare preserve price produce promise promote propose prosecute provide
    provoke purchase pursue quote raise range rate realise rebuke receive recognise reduce refuse
    regulate reinstate release relocate remove rename renounce replace require rescue reserve
    reside resolve restore resume retaliate retire retrieve reverse revise revoke sabotage save
    score seize sentence separate serve settle shake shape share shore shuffle sponsor stage state
    strive subscribe suppose surprise survive telephone terminate tolerate trade translate
    transcribe unite update urge use vaccinate violate vote wage welcome
    """.split()
)
_ENDING_IN_L = frozenset("cancel compel control expel fuel label level model rebel travel".split())
_REGULAR = frozenset(
    """
    abandon accept admit adopt appear appoint arrest ask assassinate attack attend back ban block
    bomb call capture clash collapse condemn confirm convict cross defeat deliver demand deny
    deploy destroy detain drop elect end enter erupt expand extradite fail gather hand happen help
    hijack implement impeach intercept join jump jail kidnap kill land launch lift link loot march
    miss offer open order oust overturn pardon pass permit plan postpone present prevent
    protest publish pull push qualify ratify reach rebuild recall recover reject remain reopen
    report resign respond rest retain return sack sanction scrap shell sign sink stop storm submit
    support surrender suspend sweep target tour transfer treat unveil visit vow walk want warn
    withhold work
    """.split()
)


def base_form(past: str) -> str | None:
    """Return the base of a past form; None for what is none by its ending."""
    word = past.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ied"):
        return f"{word[:-3]}y"
    if not word.endswith("ed") or len(word) < 4:
        return None
    stem = word[:-2]
    if f"{stem}e" in _ENDING_IN_E:
        return f"{stem}e"
    doubled = stem[-2:-1] == stem[-1:]
    if doubled and (stem[-1] not in "sl" or stem[:-1] in _ENDING_IN_L):
        return stem[:-1]  # "planned", "cancelled"
    if stem in _REGULAR:
        return stem
    return f"{stem}e" if re.search(r"(?:[aiou][cgsvz]|[^e]at|nc|rg|iev|olv)$", stem) else stem


def is_known_past(word: str) -> bool:
    """Whether a word is the past form of a verb on record, so that its base form is sure."""
    base = base_form(word) if word == word.lower() else None
    return base is not None and (
        word in _IRREGULAR or base in _ENDING_IN_E | _ENDING_IN_L | _REGULAR
    )
