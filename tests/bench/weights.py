"""The packaged T5 as it comes, as a folder of transformers: what the peers answer with."""

import sys
from pathlib import Path


def write(folder: Path) -> None:
    """Put the packaged weights together and save them with their tokeniser."""
    from assistant.models import packaged, reference

    graphs = packaged.folder()
    reference.build_t5(packaged.read_parameters(graphs)).save_pretrained(str(folder))
    tokenizer = reference.read_tokenizer(graphs)
    # The packaged file cuts at 48 tokens, enough for a title's source.
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.save_pretrained(str(folder))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
