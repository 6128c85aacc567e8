"""The command that serves the page."""

import argparse
import logging

from assistant.assistant import Assistant
from assistant.commands.output import DONE
from assistant.errors import InputError


def serve(assistant: Assistant, options: argparse.Namespace) -> int:
    """Serve the page until it is stopped."""
    # The only word said to ui: the arrow of imports stays ui -> assistant -> index.
    from importlib import import_module

    auth = None
    if options.auth is not None:
        user, colon, password = options.auth.partition(":")
        if not (user and colon and password):
            raise InputError("--auth wants USER:PASSWORD")
        auth = (user, password)
    # Before the page goes offline: a model of a hub may have to be fetched.
    _ = assistant.model
    logging.getLogger("ui").setLevel(logging.INFO)
    import_module("ui").serve(
        assistant, host=options.host, port=options.port, share=options.share, auth=auth,
        open_browser=options.open,
    )  # fmt: skip
    return DONE
