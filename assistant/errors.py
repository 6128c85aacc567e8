"""The assistant's errors, each with one clear line for a person.

::

    AssistantError
    ├── ModelNotFound     no folder, package or cached model has that name
    ├── ModelUnusable     there is a model, but it cannot be read or converted
    └── InputError        what was asked makes no sense: an empty question, an unknown length
"""


class AssistantError(Exception):
    """Base of every error raised here; its text names the input and what to do."""


class ModelNotFound(AssistantError):
    """Raised when no folder, package or model hub has a model of that name."""


class ModelUnusable(AssistantError):
    """Raised when a model's files are damaged, or of a kind that cannot write answers."""


class InputError(AssistantError):
    """Raised for a question, a length or a date that cannot be used."""
