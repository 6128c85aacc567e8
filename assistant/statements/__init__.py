"""Who said what: statements of articles, and the questions that ask for them."""

from assistant.statements.extract import extract
from assistant.statements.names import same_speaker
from assistant.statements.questions import StatementQuestion, asked_speaker

__all__ = ["StatementQuestion", "asked_speaker", "extract", "same_speaker"]
