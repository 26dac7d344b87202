"""Small line charts side by side, as one SVG."""
WIDTH, HEIGHT, COLUMNS = 230, 150, 3
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 34, 24, 180, 96
COLOURS = ("#1f6f8b", "#c8553d")


def charts(panels, x_ticks, y_max, x_label):
    """panels: (title, [[(x, y), ...] a line], [x of a dashed upright, or None]); x from 0 to 1 along its square root."""
    rows = -(-len(panels) // COLUMNS)
    body = "\n".join(panel(i % COLUMNS * WIDTH, i // COLUMNS * HEIGHT, *one, x_ticks, y_max, x_label) for i, one in enumerate(panels))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * WIDTH}" height="{rows * HEIGHT}" '
            f'font-family="sans-serif" font-size="9">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n')


def panel(left, top, title, lines, upright, x_ticks, y_max, x_label):
    def x(value):
        return left + LEFT + PLOT_WIDTH * value**0.5

    def y(value):
        return top + TOP + PLOT_HEIGHT * (1 - min(max(value, 0), y_max) / y_max)

    parts = [f'<text x="{left + LEFT}" y="{top + 14}" font-size="11">{title}</text>',
             f'<rect x="{x(0)}" y="{y(y_max):.1f}" width="{PLOT_WIDTH}" height="{PLOT_HEIGHT}" fill="none" stroke="#999"/>',
             f'<text x="{x(1)}" y="{y(0) + 24:.1f}" text-anchor="end">{x_label}</text>']
    for value in x_ticks:
        parts.append(f'<text x="{x(value):.1f}" y="{y(0) + 12:.1f}" text-anchor="middle">{value:g}</text>')
    for value in (0, 0.5, 1):
        parts.append(f'<text x="{x(0) - 4}" y="{y(value) + 3:.1f}" text-anchor="end">{value:g}</text>')
        parts.append(f'<line x1="{x(0)}" y1="{y(value):.1f}" x2="{x(1)}" y2="{y(value):.1f}" stroke="#ddd"/>')
    if upright is not None and upright <= 1:
        parts.append(f'<line x1="{x(upright):.1f}" y1="{y(0):.1f}" x2="{x(upright):.1f}" y2="{y(y_max):.1f}" '
                     'stroke="#555" stroke-dasharray="3 3"/>')
    for line, colour in zip(lines, COLOURS):
        points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in line)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="2" fill="{colour}"/>' for a, b in line]
    return "\n".join(parts)
