"""What a refusal says, on the page and in what leaves it: of the articles that were asked."""

from collections.abc import Mapping

from ui.conversation import OPEN, Turn

_UNCHANGED = (
    "Nothing contradictory found.",
    "No two statements were found that contradict one another.",
)
_ALL = {
    "empty": (
        "There is nothing to read.",
        "No article is in the scope of this question. Add articles, or widen the scope.",
    ),
    "off_topic": ("Your articles don't say.", "None of them is about this."),
    "unsupported": (
        "Your articles don't say.",
        "Some come near, but no sentence in them answers the question.",
    ),
    "unchanged": _UNCHANGED,
}
_SOME = {reason: (says.replace("Your", "These"), why) for reason, (says, why) in _ALL.items()}
_ONE = {
    "empty": _ALL["empty"],
    "off_topic": ("This article doesn't say.", "It is about something else."),
    "unsupported": (
        "This article doesn't say.",
        "It comes near, but no sentence in it answers the question.",
    ),
    "unchanged": _UNCHANGED,
}
_OPENED = {**_ONE, "empty": (_ALL["empty"][0], "This article is no longer in the library.")}


def refusal(turn: Turn) -> tuple[str, str]:
    """Return that the articles asked don't say, and why, each as a sentence."""
    known = _words_for(turn)
    says, why = known.get(turn.reason or "", known["unsupported"])
    if turn.speaker and turn.reason not in ("empty", "unchanged"):
        where = "it" if known in (_ONE, _OPENED) else "them"
        why = f"No sentence in {where} has {turn.speaker} saying anything about this."
    return says, why


def can_be_widened(turn: Turn) -> bool:
    """Whether there are articles that were not asked."""
    return turn.asked < turn.held


def _words_for(turn: Turn) -> Mapping[str, tuple[str, str]]:
    """Return the refusals that fit the articles that were asked."""
    if turn.scope == OPEN:
        return _OPENED
    if turn.asked == 1:
        return _ONE
    return _SOME if can_be_widened(turn) else _ALL
