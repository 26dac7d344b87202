"""Line charts with bands, side by side, as one SVG."""
from dataclasses import dataclass, field

WIDTH, HEIGHT = 250, 190
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 38, 26, 200, 126
COLOURS = {"left": "#1f6f8b", "right": "#c8553d", "people": "#555"}


@dataclass
class Chart:
    title: str
    x_label: str
    x_ticks: tuple
    y_ticks: tuple
    lines: list  # (key of COLOURS, [(x, y), ...])
    band: list = field(default_factory=list)  # (x, low, high) of people
    dots: bool = False


def drawing(charts, columns):
    rows = -(-len(charts) // columns)
    body = "\n".join(panel(i % columns * WIDTH, i // columns * HEIGHT, chart) for i, chart in enumerate(charts))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * WIDTH}" height="{rows * HEIGHT}" font-family="sans-serif" '
            f'font-size="9">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n')


def panel(left, top, chart):
    def x(value):
        return left + LEFT + PLOT_WIDTH * (value - chart.x_ticks[0]) / (chart.x_ticks[-1] - chart.x_ticks[0])

    def y(value):
        low, high = chart.y_ticks[0], chart.y_ticks[-1]
        return top + TOP + PLOT_HEIGHT * (high - min(max(value, low), high)) / (high - low)

    def points(pairs):
        return " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in pairs)

    bottom = y(chart.y_ticks[0])
    parts = [f'<text x="{left + LEFT}" y="{top + 16}" font-size="11">{chart.title}</text>',
             f'<text x="{left + LEFT + PLOT_WIDTH}" y="{bottom + 26:.1f}" text-anchor="end">{chart.x_label}</text>']
    if chart.band:
        outline = [(a, high) for a, _, high in chart.band] + [(a, low) for a, low, _ in reversed(chart.band)]
        parts.append(f'<polygon points="{points(outline)}" fill="#ddd"/>')
    for value in chart.y_ticks:
        parts.append(f'<line x1="{left + LEFT}" y1="{y(value):.1f}" x2="{left + LEFT + PLOT_WIDTH}" y2="{y(value):.1f}" stroke="#e8e8e8"/>')
        parts.append(f'<text x="{left + LEFT - 4}" y="{y(value) + 3:.1f}" text-anchor="end">{value:g}</text>')
    for value in chart.x_ticks:
        parts.append(f'<text x="{x(value):.1f}" y="{bottom + 13:.1f}" text-anchor="middle">{value:g}</text>')
    for key, line in chart.lines:
        dashes = ' stroke-dasharray="4 3"' if key == "people" else ""
        parts.append(f'<polyline points="{points(line)}" fill="none" stroke="{COLOURS[key]}" stroke-width="1.5"{dashes}/>')
        if chart.dots:
            parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="2" fill="{COLOURS[key]}"/>' for a, b in line]
    return "\n".join(parts)
