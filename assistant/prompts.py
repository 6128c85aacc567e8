"""Every prompt the seq2seq model sees, for training and for answering alike."""

UNANSWERABLE = "unanswerable"
"""What the reader writes when the passage does not answer the question."""

REFUSAL = "Your articles don't say."
"""What a person reads when nothing in the library answers the question."""


def answer_prompt(question: str, title: str, passage: str) -> str:
    """Return the prompt for a short answer to `question` out of one passage."""
    context = f"{title}: {passage}" if title else passage
    return f"question: {question} context: {context}"


def summary_prompt(text: str, sentences: int) -> str:
    """Return the prompt for a summary of `text` in a number of sentences."""
    noun = "sentence" if sentences == 1 else "sentences"
    return f"summarise in {sentences} {noun}: {text}"
