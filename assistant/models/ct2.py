"""The CPU runtime: CTranslate2, without torch or transformers."""

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ModelUnusable
from assistant.models.generator import Written

WINDOW = 512
"""T5 was pre-trained on 512 tokens; its relative positions reach further, but less surely."""


class CTranslate2Generator:
    """A T5 as CTranslate2 runs it.

    :param folder: a model in CTranslate2's layout, with ``tokenizer.json`` beside it.
    :raises ModelUnusable: if the folder cannot be loaded.
    """

    def __init__(self, folder: Path, name: str) -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        self.name, self.window = name, WINDOW
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            # The packaged file cuts at 48 tokens, enough for a title's source.
            self._tokenizer.no_truncation()
            self._tokenizer.no_padding()
            self._translator = ctranslate2.Translator(
                str(folder), device="cpu", intra_threads=os.cpu_count() or 1
            )
        except Exception as error:
            raise ModelUnusable(f"cannot load the prepared model in {folder}: {error}") from error

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of `text`, the closing one included."""
        return len(self._tokenizer.encode(text).ids)

    def write(self, prompts: Sequence[str], max_tokens: int) -> list[Written]:
        """Return the greedy continuation of each prompt, in order."""
        return [texts[0] for texts in self._run(prompts, max_tokens, 1)]

    def alternatives(
        self, prompts: Sequence[str], max_tokens: int, count: int
    ) -> list[list[Written]]:
        """Return for each prompt `count` texts with different first tokens, likeliest first."""
        return [
            sorted(texts, key=lambda text: -text.log_probability)
            for texts in self._run(prompts, max_tokens, count)
        ]

    def _run(self, prompts: Sequence[str], max_tokens: int, count: int) -> list[list[Written]]:
        if not prompts:
            return []
        results = self._translator.translate_batch(
            [self._tokens(prompt) for prompt in prompts],
            beam_size=1,
            num_hypotheses=count,
            return_alternatives=count > 1,
            return_scores=True,
            length_penalty=0,
            max_decoding_length=max_tokens,
        )
        return [
            [
                Written(self._text(tokens), float(score))
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def _tokens(self, prompt: str) -> list[str]:
        tokens: list[str] = self._tokenizer.encode(prompt).tokens
        return tokens if len(tokens) <= self.window else [*tokens[: self.window - 1], tokens[-1]]

    def _text(self, tokens: Sequence[str]) -> str:
        ids = [self._tokenizer.token_to_id(token) for token in tokens]
        return str(self._tokenizer.decode([number for number in ids if number is not None]))
