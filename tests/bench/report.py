"""Figures -> a Markdown table with ratios to the best peer, and a picture of the ratios."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median

from tests.bench.system import PEERS

Runs = Mapping[str, Mapping[str, Sequence[float]]]
"""Row -> system -> the figure of each repeat."""
WIDTH, ROW_HEIGHT, LEFT, TOP = 760, 26, 250, 64
OURS = {"ours": "#1f5fa8", "ours as shipped": "#c05a1c"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; less is better but where it says `more`."""

    key: str
    label: str
    more: bool = False


def rows(sizes: Sequence[int]) -> list[Row]:
    """Return the lines of the table."""
    searches = [
        Row(f"search_{share}_ms@{size}", f"search {share}, {size:,} passages, ms")
        for size in sizes
        for share in ("p50", "p95")
    ]
    return [
        Row("passages_per_second", "indexing, passages/s", more=True),
        *(Row(f"reopen_ms@{size}", f"opening, {size:,} passages, ms") for size in sizes),
        *searches,
        Row("answer_p50_ms", "answer p50, ms"),
        Row("answer_p95_ms", "answer p95, ms"),
        Row("summary_p50_ms", "summary of 600 words p50, ms"),
        Row("summary_p95_ms", "summary of 600 words p95, ms"),
        Row("first_answer_s", "cold start, process start to first answer, s"),
        Row("indexing_rss_mb", "peak memory, indexing, MB"),
        Row("answering_rss_mb", "peak memory, answering, MB"),
        Row("disk_mb", f"disk, {min(sizes):,} passages, MB"),
    ]


def as_markdown(runs: Runs, systems: Sequence[str], sizes: Sequence[int]) -> str:
    """Return the table: medians of the repeats, and ours by the best peer of each row."""
    peers = [name for name in systems if name in PEERS]
    lines = [
        "| | " + " | ".join([*systems, "ours / best peer"]) + " |",
        "|---|" + "---|" * (len(systems) + 1),
    ]
    for row in rows(sizes):
        held = {name: median(values) for name, values in runs.get(row.key, {}).items() if values}
        if not held:
            continue
        ratio = _ratio(held, "ours", peers, row)
        cells = [_number(held.get(name)) for name in systems]
        lines.append(f"| {row.label} | " + " | ".join([*cells, f"{_number(ratio)}"]) + " |")
    return "\n".join(lines) + "\n"


def as_svg(runs: Runs, systems: Sequence[str], sizes: Sequence[int]) -> str:
    """Return a picture of how many times better ours is than the best peer of each row."""
    peers = [name for name in systems if name in PEERS]
    bars: list[tuple[str, str, float]] = []
    for row in rows(sizes):
        held = {name: median(values) for name, values in runs.get(row.key, {}).items() if values}
        for name in OURS:
            ratio = _ratio(held, name, peers, row)
            if ratio:
                bars.append((row.label, name, ratio if row.more else 1 / ratio))
    height = TOP + ROW_HEIGHT * len(bars) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13">',
        "<title>Times better than the best peer</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(LEFT, 20, "times better than the best peer of each row (logarithmic)", "start"),
    ]
    for number, (name, colour) in enumerate(OURS.items()):
        x = LEFT + 150 * number
        parts.append(f'<rect x="{x}" y="30" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(x + 18, 41, name, "start"))
    most = max((abs(math.log(better)) for _, _, better in bars), default=1.0) or 1.0
    zero, scale = LEFT + 120, (WIDTH - LEFT - 190) / most
    for number, (label, name, better) in enumerate(bars):
        parts += _bar(label, OURS[name], better, TOP + ROW_HEIGHT * number, zero, scale)
    parts.append(f'<path d="M{zero} {TOP - 6}V{height - 30}" stroke="#333"/>')
    parts.append(_text(zero, height - 12, "as good", "middle"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bar(label: str, colour: str, better: float, y: float, zero: float, scale: float) -> list[str]:
    length = math.log(better) * scale
    x = max(zero + min(0.0, length), LEFT + 4)
    end = zero + length + 6 if length >= 0 else zero + 6
    return [
        _text(LEFT - 8, y + 14, label, "end"),
        f'<rect x="{x:.1f}" y="{y + 2:.1f}" width="{abs(zero + max(0.0, length) - x):.1f}" '
        f'height="16" fill="{colour}"/>',
        _text(end, y + 14, f"{better:.1f}x", "start"),
    ]


def _ratio(held: Mapping[str, float], name: str, peers: Sequence[str], row: Row) -> float | None:
    """Return a system's figure by the best peer's, or None where either is missing."""
    others = [held[peer] for peer in peers if peer in held]
    if name not in held or not others:
        return None
    return held[name] / (max(others) if row.more else min(others))


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
