"""The PyTorch reference: the packaged parameters as a transformers model.

Used for training, for GPUs, and to hold the fast runtime's outputs to.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelNotFound, ModelUnusable
from assistant.models import packaged
from assistant.models.generator import NO_REPEATED_RUN, Alternatives, Written

HUB_SECONDS = 5.0

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, T5ForConditionalGeneration


def build_t5(parameters: packaged.Parameters, dropout: float = 0.0) -> "T5ForConditionalGeneration":
    """Put parameters into a ``T5ForConditionalGeneration``, in evaluation mode, float32.

    :raises RuntimeError: if the parameters do not fit the model.
    """
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    config = T5Config(**{**packaged.CONFIG, "dropout_rate": dropout})
    # transformers 5 ties and scales every T5 whatever its configuration says.
    config.scale_decoder_outputs = False
    config.tie_word_embeddings = False
    model = T5ForConditionalGeneration(config)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in parameters.items()})
    return model.eval()


def read_tokenizer(folder: Path) -> "PreTrainedTokenizerFast":
    """Read ``tokenizer.json`` with T5's special tokens."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"),
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_input_names=["input_ids", "attention_mask"],
    )


class TorchGenerator:
    """Any seq2seq model of transformers, as PyTorch runs it, on a GPU where there is one.

    :param model: a model in evaluation mode. :param tokenizer: its tokenizer.
    """

    def __init__(self, model: Any, tokenizer: Any, name: str) -> None:
        import torch

        self.name = name
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._model, self._tokenizer = model.to(self._device), tokenizer
        limit = getattr(model.config, "max_position_embeddings", None) or 512
        self.window = int(limit)

    def write(self, prompts: Sequence[str], max_tokens: int) -> list[Written]:
        """Return the greedy continuation of each prompt, in order."""
        return [self._continue(prompt, None, max_tokens) for prompt in prompts]

    def alternatives(
        self, prompts: Sequence[str], max_tokens: int, count: int, other: str
    ) -> list[Alternatives]:
        """Return for each prompt `count` texts that begin differently, and `other` itself."""
        import torch

        asked = self._tokenizer(other).input_ids
        results: list[Alternatives] = []
        for prompt in prompts:
            start = torch.tensor([[self._model.config.decoder_start_token_id]])
            with torch.inference_mode():
                logits = self._model(
                    **self._inputs(prompt), decoder_input_ids=start.to(self._device)
                ).logits[0, -1]
            likeliest = logits.topk(count + 1).indices.tolist()
            first = [token for token in likeliest if token != asked[0]][:count]
            texts = [self._continue(prompt, token, max_tokens) for token in first]
            texts.sort(key=lambda text: -text.log_probability)
            written = torch.tensor([start.flatten().tolist() + asked], device=self._device)
            results.append(Alternatives(tuple(texts), self._score(prompt, written)))
        return results

    def _inputs(self, prompt: str) -> Any:
        return self._tokenizer(
            prompt, return_tensors="pt", truncation=True, max_length=self.window
        ).to(self._device)

    def _continue(self, prompt: str, first: int | None, max_tokens: int) -> Written:
        import torch

        start = [self._model.config.decoder_start_token_id] + ([first] if first is not None else [])
        with torch.inference_mode():
            output = self._model.generate(
                **self._inputs(prompt),
                decoder_input_ids=torch.tensor([start], device=self._device),
                max_new_tokens=max_tokens,
                num_beams=1,
                do_sample=False,
                no_repeat_ngram_size=NO_REPEATED_RUN,
            )[0]
        text = self._tokenizer.decode(output, skip_special_tokens=True)
        return Written(text, self._score(prompt, output[None]))

    def _score(self, prompt: str, written: Any) -> float:
        """Return the log probability of tokens (1, t), the first of which starts every text."""
        import torch

        with torch.inference_mode():
            logits = self._model(**self._inputs(prompt), decoder_input_ids=written[:, :-1]).logits
        scores = logits[0].float().log_softmax(-1).gather(1, written[0, 1:, None])
        return float(scores.sum())


def load_folder(name: str) -> TorchGenerator:
    """Load a seq2seq model from a folder or, where there is a network, a model hub.

    :raises ModelNotFound: if there is no such folder and no hub or cache has that name.
    :raises ModelUnusable: if it is no seq2seq model or its files are damaged.
    """
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer

    local = _is_local(name)
    try:
        config = AutoConfig.from_pretrained(name, local_files_only=local)
        if not config.is_encoder_decoder:
            raise ModelUnusable(f"the model {name!r} is a {config.model_type}, not a seq2seq model")
        model = AutoModelForSeq2SeqLM.from_pretrained(name, local_files_only=local)
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=local)
    except (OSError, ValueError, RuntimeError) as error:
        line = str(error).strip().splitlines()[0]
        raise ModelUnusable(f"cannot load the model {name!r}: {line}") from None
    return TorchGenerator(model.eval(), tokenizer, name)


def _is_local(name: str) -> bool:
    """Whether a model is in a folder or the hub's cache; False where a hub has it.

    :raises ModelNotFound: if it is nowhere.
    """
    from huggingface_hub import HfApi, try_to_load_from_cache

    if Path(name).exists():
        return True
    try:
        if isinstance(try_to_load_from_cache(name, "config.json"), str):
            return True
        # One question with a short wait: loading would try again and again.
        HfApi().model_info(name, timeout=HUB_SECONDS)
    except Exception as error:  # the hub's client brings errors of its own
        line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelNotFound(
            f"no model {name!r}: there is no such folder, and no hub gives it ({line})"
        ) from None
    return False
