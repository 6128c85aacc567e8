"""The PyTorch reference: the packaged parameters as a transformers model.

Used for training, for GPUs, and to hold the fast runtime's outputs to.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.models import packaged

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, T5ForConditionalGeneration


def build_t5(
    parameters: packaged.Parameters, dropout: float = 0.0
) -> "T5ForConditionalGeneration":
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
