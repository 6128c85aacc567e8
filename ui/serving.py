"""Serving the page: only to this machine unless told otherwise, and with nothing fetched."""

import logging
import os
import socket
import threading

from assistant import Assistant
from ui.faults import PortTaken

LOG = logging.getLogger(__name__)
MAX_UPLOAD = "100mb"


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    share: bool = False,
    auth: tuple[str, str] | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the page until it is interrupted. The address is logged, not printed.

    :param share: a public link through gradio.live; only then does anything leave this machine.
    :param auth: a name and a password to ask for.
    :raises PortTaken: if something else listens there, or the host is not this machine's.
    """
    _check_free(host, port)
    # Gradio reads these when it is imported: no telemetry, no question for newer versions.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    if not share:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from ui.app import build_app
    from ui.theme import ICON, head, theme

    app = build_app(assistant)
    threading.Thread(target=_warm, args=(assistant,), name="warming", daemon=True).start()
    LOG.info("serving on http://%s:%d", host, port)
    app.queue(default_concurrency_limit=8).launch(
        server_name=host,
        server_port=port,
        share=share,
        auth=auth,
        inbrowser=open_browser,
        quiet=True,
        theme=theme(),
        head=head(),
        favicon_path=ICON,
        footer_links=[],
        run_history=False,
        max_file_size=MAX_UPLOAD,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        mcp_server=False,
    )


def _warm(assistant: Assistant) -> None:
    """Load the models while the page is being opened, then have the copies in the list found."""
    try:
        assistant.warm()
        assistant.near_duplicates(patience=0)
    except Exception as error:
        # Whoever asks first is told on the page; here it must not end the program.
        LOG.warning("the models could not be loaded: %s", error)


def _check_free(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise PortTaken(f"there is no port {port}: name one from 1 to 65535 with --port")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise PortTaken(
            f"cannot serve on {host}:{port} ({error}): name another with --port or --host"
        ) from None
