"""Curves over logarithmic axes as an SVG picture, drawn by hand: no plotting library is needed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 470, 28, 364
COLOURS = ("#1f5fa8", "#c05a1c", "#3a8a4d", "#7a4da0")


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y), both above 0."""

    label: str
    points: Sequence[tuple[float, float]]


def curves_as_svg(curves: Sequence[Curve]) -> str:
    """Return the picture, x in passages."""
    xs = _decades([x for curve in curves for x, _ in curve.points])
    ys = _decades([y for curve in curves for _, y in curve.points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="13">',
        "<title>By library size</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(xs[0], xs[1] + 1):
        x = _between(power, xs, LEFT, RIGHT)
        parts.append(_text(x, BOTTOM + 20, f"{10**power:,}", "middle"))
    for power in range(ys[0], ys[1] + 1):
        y = _between(power, ys, BOTTOM, TOP)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{10.0**power:g}", "end"))
    parts.append(f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" stroke="#333" fill="none"/>')
    parts.append(_text((LEFT + RIGHT) / 2, BOTTOM + 42, "passages", "middle"))
    for number, curve in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        points = [
            (_between(math.log10(x), xs, LEFT, RIGHT), _between(math.log10(y), ys, BOTTOM, TOP))
            for x, y in curve.points
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        at = TOP + 20 + 22 * number
        parts.append(f'<path d="M{RIGHT + 14} {at}h18" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(RIGHT + 38, at + 4, curve.label, "start"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around values."""
    low = math.floor(math.log10(min(values)) + 1e-9)
    return low, max(low + 1, math.ceil(math.log10(max(values)) - 1e-9))


def _between(power: float, powers: tuple[int, int], first: float, last: float) -> float:
    return first + (power - powers[0]) / (powers[1] - powers[0]) * (last - first)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
