"""What the forms of attribution have in common: the cue, with its subject."""

from dataclasses import dataclass
from typing import Literal

from assistant.statements.naming import Phrase
from assistant.statements.verbs import VerbForm

Kind = Literal["subject", "inverted", "participle", "according", "passive", "echo"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject, over tokens `start:end`; what was said begins at `end` at the latest.

    `subject` is None where the subject is that of the sentence or of the cue before. An "echo"
    reports what the cue before it has said already, and only ends that.
    """

    kind: Kind
    subject: Phrase | None
    start: int
    verb: int
    end: int
    form: VerbForm
