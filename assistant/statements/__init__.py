"""Who said what: statements of articles, and the questions that ask for them."""

from assistant.statements.extract import extract
from assistant.statements.names import same_speaker, within_sentence
from assistant.statements.questions import StatementQuestion, asked_speaker
from assistant.statements.said_by import said_by
from assistant.statements.store import StatementStore

__all__ = [
    "StatementQuestion",
    "StatementStore",
    "asked_speaker",
    "extract",
    "said_by",
    "same_speaker",
    "within_sentence",
]
