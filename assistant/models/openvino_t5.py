"""The CPU runtime: T5 on OpenVINO, in bfloat16 where the CPU has it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.models.generator import NO_REPEATED_RUN, Alternatives, Written
from assistant.models.t5_graph import LIKELIEST
from index.bert import pad
from index.compiled import Compiled
from index.embedding import length_batches

if TYPE_CHECKING:
    from openvino import InferRequest

WINDOW = 512
"""T5 was pre-trained on 512 tokens; its relative positions reach further, but less surely."""
BATCH_TOKENS = 4096
GIVEN_UP = 6.0
"""A continuation this much less likely (natural logarithm) than one that is finished is left as
it is: it can only get less likely."""
_START, _END = 0, 1

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class OpenVinoGenerator:
    """A T5 whose encoder and decoder were compiled (`t5_graph`). Safe to use from many threads.

    :param config: the shape of the model, as Hugging Face's configuration names it.
    :param tokenizer: path of a ``tokenizer.json``.
    """

    def __init__(
        self,
        encoder: Compiled,
        decoder: Compiled,
        config: dict[str, Any],
        tokenizer: Path,
        name: str,
    ) -> None:
        from tokenizers import Tokenizer

        self.name, self.window = name, WINDOW
        self._encoder, self._decoder, self._config = encoder, decoder, config
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        # The packaged file cuts at 48 tokens, enough for a title's source.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def write(self, prompts: Sequence[str], max_tokens: int) -> list[Written]:
        """Return the greedy continuation of each prompt, in order."""
        return [found.texts[0] for found in self._run(prompts, max_tokens, 1, None)]

    def alternatives(
        self, prompts: Sequence[str], max_tokens: int, count: int, other: str
    ) -> list[Alternatives]:
        """Return for each prompt `count` texts that begin differently, and how likely `other` is.

        :raises ValueError: if `count` is not from 1 to 3.
        """
        if not 1 <= count < LIKELIEST:
            raise ValueError(f"{count} alternatives asked for, 1 to {LIKELIEST - 1} can be had")
        return self._run(prompts, max_tokens, count, self._tokenizer.encode(other).ids)

    def _run(
        self, prompts: Sequence[str], max_tokens: int, count: int, other: list[int] | None
    ) -> list[Alternatives]:
        rows = [self._tokenise(prompt) for prompt in prompts]
        found: dict[int, Alternatives] = {}
        for batch in length_batches([len(row) for row in rows], BATCH_TOKENS):
            decoding = _Decoding(self, [rows[n] for n in batch], count, other)
            decoding.finish(max_tokens)
            found.update(zip(batch, decoding.alternatives(self._tokenizer), strict=True))
        for model in (self._encoder, self._decoder):
            model.release()
        return [found[number] for number in range(len(rows))]

    def encode(self, rows: Sequence[Sequence[int]]) -> "InferRequest":
        """Return a request of the decoder that holds the prompts' keys, values and mask."""
        ids, mask = pad(rows)
        encoder, decoder = (
            self._encoder.request(),
            self._decoder.request(),
        )
        encoder.infer({"ids": ids, "mask": mask})
        for port in self._encoder.model.outputs:
            decoder.set_tensor(port.any_name, encoder.get_tensor(port.any_name))
        decoder.set_tensor("mask", _tensor(mask))
        return decoder

    def nothing_written(self, rows: int) -> Floats:
        """Return the decoder's memory of no tokens: (2 layers, rows, heads, 0, width)."""
        layers, heads = self._config["num_decoder_layers"], self._config["num_heads"]
        return np.zeros((2 * layers, rows, heads, 0, self._config["d_kv"]), np.float32)

    def _tokenise(self, prompt: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(prompt).ids
        return ids if len(ids) <= self.window else [*ids[: self.window - 1], ids[-1]]


class _Decoding:
    """The continuations of a batch of prompts while they are being written.

    With another text asked about, each prompt's last continuation is that text.
    """

    def __init__(
        self,
        model: OpenVinoGenerator,
        rows: Sequence[Sequence[int]],
        count: int,
        other: list[int] | None,
    ) -> None:
        self._request = model.encode(rows)
        self._other, self._prompts = other, len(rows)
        first = np.full((len(rows), 1), _START, np.int32)
        begun = other[0] if other else _END
        step = self._step(first, np.full_like(first, begun), model.nothing_written(len(rows)))
        likeliest, tokens, asked, past = step
        if other:
            # What begins as the other text does is that text: the free ones begin otherwise.
            likeliest = np.where(tokens == begun, -np.inf, likeliest)
        order = np.argsort(-likeliest, axis=1, kind="stable")[:, :count]
        scores = np.take_along_axis(likeliest, order, 1)
        starts = np.take_along_axis(tokens, order, 1)
        if other:
            scores = np.concatenate([scores, asked], 1)
            starts = np.concatenate([starts, np.full_like(first, begun)], 1)
        self._branches = scores.shape[1]
        self._scores = scores.reshape(-1).astype(np.float64)
        self._texts = [[int(token)] for token in starts.reshape(-1)]
        self._past = np.repeat(past, self._branches, axis=1)
        self._done = starts.reshape(-1) == _END

    def finish(self, max_tokens: int) -> None:
        """Write on until every continuation has ended or has `max_tokens`."""
        while not self._done.all() and self._past.shape[3] < max_tokens:
            last = np.array([text[-1] for text in self._texts], np.int32)
            wanted = self._wanted()
            shape = (self._prompts, self._branches)
            likeliest, tokens, asked, step = self._step(
                last.reshape(shape), wanted.reshape(shape), self._past
            )
            self._past = np.concatenate([self._past, step], axis=3)
            for row in map(int, np.flatnonzero(~self._done)):
                if self._is_other(row):
                    token, score = wanted[row], asked[row, 0]
                else:
                    at = _fresh(self._texts[row], tokens[row])
                    token, score = tokens[row, at], likeliest[row, at]
                self._texts[row].append(int(token))
                self._scores[row] += score
                self._done[row] = self._texts[row][-1] == _END
            self._give_up()

    def alternatives(self, tokenizer: Any) -> list[Alternatives]:
        """Return each prompt's texts, likeliest first."""
        found = []
        for prompt in range(self._prompts):
            rows = range(prompt * self._branches, (prompt + 1) * self._branches)
            texts = [
                Written(tokenizer.decode(self._texts[row]), float(self._scores[row]))
                for row in rows
                if not self._is_other(row)
            ]
            texts.sort(key=lambda text: -text.log_probability)
            other = float(self._scores[rows[-1]]) if self._other else None
            found.append(Alternatives(tuple(texts), other))
        return found

    def _give_up(self) -> None:
        scores = self._scores.reshape(self._prompts, self._branches)
        done = self._done.reshape(self._prompts, self._branches)
        best = np.where(done, scores, -np.inf).max(1, keepdims=True)
        self._done = (done | (scores < best - GIVEN_UP)).reshape(-1)

    def _is_other(self, row: int) -> bool:
        return self._other is not None and row % self._branches == self._branches - 1

    def _wanted(self) -> Ints:
        """Return the token each continuation is asked about: the next of the other text."""
        wanted = np.full(len(self._texts), _END, np.int32)
        if self._other is not None:
            for row in range(self._branches - 1, len(wanted), self._branches):
                at = len(self._texts[row])
                wanted[row] = self._other[at] if at < len(self._other) else _END
        return wanted

    def _step(self, ids: Ints, wanted: Ints, past: Floats) -> tuple[Floats, Ints, Floats, Floats]:
        inputs = {"ids": _tensor(ids), "wanted": _tensor(wanted), "past": _tensor(past)}
        for name, tensor in inputs.items():
            self._request.set_tensor(name, tensor)
        self._request.infer()
        names = ("likeliest", "tokens", "asked", "step")
        likeliest, tokens, asked, step = (
            np.array(self._request.get_tensor(name).data) for name in names
        )
        return likeliest, tokens, asked, step


def _fresh(text: Sequence[int], tokens: Ints) -> int:
    """Return the place of the first token that does not repeat a run of the text."""
    size = NO_REPEATED_RUN - 1
    if len(text) < size:
        return 0
    last = text[-size:]
    after = {text[n + size] for n in range(len(text) - size) if text[n : n + size] == last}
    return next((at for at, token in enumerate(tokens) if int(token) not in after), 0)


def _tensor(array: NDArray[Any]) -> Any:
    import openvino as ov

    return ov.Tensor(np.ascontiguousarray(array))
