"""Who said what: statements of articles, and the questions that ask for them."""

from assistant.statements.extract import extract
from assistant.statements.names import same_speaker, within_sentence
from assistant.statements.questions import (
    CONTRADICT,
    StatementQuestion,
    asked_speaker,
    without_beyond,
)
from assistant.statements.said_by import said_by
from assistant.statements.store import StatementStore

__all__ = [
    "CONTRADICT",
    "StatementQuestion",
    "StatementStore",
    "asked_speaker",
    "extract",
    "said_by",
    "same_speaker",
    "within_sentence",
    "without_beyond",
]
