"""The risk-coverage curves as an SVG picture, drawn by hand: no plotting library is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.evaluation.metrics import Floats

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 616, 44, 364
COLOURS = ("#1f5fa8", "#c05a1c")
MOST_POINTS = 240
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """Risk (0 to 1) by coverage (0 to 1), both (n,); `used` is the coverage that is in force."""

    label: str
    coverage: Floats
    risk: Floats
    used: float


def as_svg(curves: Sequence[Curve]) -> str:
    """Return the picture; a dot on each curve marks where the assistant works."""
    highest = max((float(curve.risk.max()) for curve in curves if len(curve.risk)), default=1.0)
    top = next(tick for tick in (*TICKS[1:], highest) if tick >= highest)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="13">',
        "<title>Risk by coverage</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_axes(top),
    ]
    for number, curve in enumerate(curves):
        parts += _drawn(curve, COLOURS[number % len(COLOURS)], top)
        parts += _legend(curve.label, COLOURS[number % len(COLOURS)], number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(top: float) -> list[str]:
    parts: list[str] = []
    for quarter in range(5):
        risk = top * quarter / 4
        parts += [
            f'<path d="M{LEFT} {_y(risk, top):.1f}H{RIGHT}" stroke="#ddd"/>',
            _text(LEFT - 8, _y(risk, top) + 4, f"{risk:.0%}", "end"),
        ]
    parts += [_text(_x(share), BOTTOM + 20, f"{share:.0%}", "middle") for share in TICKS]
    parts += [
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" stroke="#333" fill="none"/>',
        _text((LEFT + RIGHT) / 2, BOTTOM + 42, "coverage: share of questions answered", "middle"),
        _text(LEFT, TOP - 26, "risk: 1 - F1 of what is answered", "start"),
    ]
    return parts


def _drawn(curve: Curve, colour: str, top: float) -> list[str]:
    if not len(curve.risk):
        return []
    step = max(1, len(curve.risk) // MOST_POINTS)
    # The last point, everything answered, is always drawn.
    places = [*range(0, len(curve.risk) - 1, step), len(curve.risk) - 1]
    points = [(_x(float(curve.coverage[n])), _y(float(curve.risk[n]), top)) for n in places]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>']
    reached = [n for n in range(len(curve.risk)) if curve.coverage[n] <= curve.used + 1e-9]
    if reached:
        x = _x(float(curve.coverage[reached[-1]]))
        y = _y(float(curve.risk[reached[-1]]), top)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
    return parts


def _legend(label: str, colour: str, number: int) -> list[str]:
    x, y = LEFT + 12 + 190 * number, TOP - 8
    return [
        f'<path d="M{x} {y}h24" stroke="{colour}" stroke-width="2"/>',
        _text(x + 30, y + 4, label, "start"),
    ]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _y(risk: float, top: float) -> float:
    return BOTTOM - risk / top * (BOTTOM - TOP)
