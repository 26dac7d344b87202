'use strict';
// Rows over one time axis. A row draws itself on its canvas for the part of the trial in view.

/** The part of the trial in view, in seconds; everyone who listens is told of a change. */
class TimeAxis {
  constructor(end) {
    this.end = Math.max(end, 1e-3);
    this.listeners = [];
    this.from = 0;
    this.to = this.end;
  }
  get span() { return this.to - this.from; }

  show(from, span) {
    const wanted = Math.min(Math.max(span, 0.05), this.end);
    this.from = Math.min(Math.max(from, 0), this.end - wanted);
    this.to = this.from + wanted;
    for (const listener of this.listeners) listener();
  }
  move(share) { this.show(this.from + share * this.span, this.span); }
  /** Keeps the time `at` where it is. */
  zoom(factor, at = (this.from + this.to) / 2) {
    const span = Math.min(Math.max(this.span * factor, 0.05), this.end);
    this.show(at - (at - this.from) * span / this.span, span);
  }
  showAll() { this.show(0, this.end); }

  toX(time, width) { return (time - this.from) / this.span * width; }
  toTime(x, width) { return this.from + x / width * this.span; }

  /** Round times about 90 pixels apart. */
  ticks(width) {
    const step = roundStep(this.span / Math.max(width / 90, 2));
    const times = [];
    for (let i = Math.ceil(this.from / step); i * step <= this.to; ++i) times.push(i * step);
    return {step, times};
  }
}

/** The least of 1, 2, 5 times a power of ten that is not below `step`. */
function roundStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= step * (1 - 1e-9));
}

function decimals(step) { return Math.max(0, -Math.floor(Math.log10(step) + 1e-9)); }

/** First index whose time is not before `time`. */
function lowerBound(times, time) {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1; else high = middle;
  }
  return low;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/** Canvas, axis and height of a row; draw(context, width) is the row's own. */
class Row {
  constructor(axis, height) {
    this.axis = axis;
    this.height = height;
    this.canvas = document.createElement('canvas');
    this.canvas.style.height = height + 'px';
    this.cursor = null;
  }
  get width() { return this.canvas.clientWidth; }

  paint() {
    const ratio = window.devicePixelRatio || 1;
    const width = this.width;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.font = '11px system-ui, "DejaVu Sans", sans-serif';
    this.drawGrid(context, width);
    this.draw(context, width);
    if (this.cursor !== null) this.drawCursor(context, width);
  }
  drawGrid(context, width) {
    context.fillStyle = colour('line');
    for (const time of this.axis.ticks(width).times)
      context.fillRect(Math.round(this.axis.toX(time, width)), 0, 1, this.height);
  }
  drawCursor(context, width) {
    context.fillStyle = colour('ink');
    context.fillRect(this.axis.toX(this.cursor, width), 0, 1, this.height);
  }
  /** What to print beside the row for the time under the cursor. */
  valueAt() { return ''; }
}

/** The numbers of the time axis. */
class AxisRow extends Row {
  constructor(axis) { super(axis, 20); }
  draw(context, width) {
    const {step, times} = this.axis.ticks(width);
    context.fillStyle = colour('quiet');
    context.textAlign = 'center';
    for (const time of times) {
      const x = Math.min(Math.max(this.axis.toX(time, width), 14), width - 18);
      context.fillText(time.toFixed(decimals(step)) + ' s', x, 14);
    }
  }
}

/** How an event of a kind is drawn: height as a share of the lane, and a shape on top. */
const tickStyles = {
  initial_contact: {height: 1, shape: 'down'},
  final_contact: {height: 1, shape: 'up'},
  heel_off: {height: 0.6, shape: 'none'},
  foot_flat: {height: 0.35, shape: 'none'},
  fall: {height: 1, shape: 'cross'},
};

function drawTick(context, x, height, kind, paint) {
  const style = tickStyles[kind] || {height: 0.5, shape: 'none'};
  const top = height * (1 - style.height) + 2, bottom = height - 2;
  context.fillStyle = context.strokeStyle = paint;
  context.fillRect(x - 0.75, top, 1.5, bottom - top);
  const tip = {down: bottom, up: top}[style.shape];
  if (tip !== undefined) {
    const away = style.shape === 'down' ? -6 : 6;
    context.beginPath();
    context.moveTo(x, tip);
    context.lineTo(x - 4, tip + away);
    context.lineTo(x + 4, tip + away);
    context.fill();
  } else if (style.shape === 'cross') {
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x - 5, top); context.lineTo(x + 5, top + 10);
    context.moveTo(x + 5, top); context.lineTo(x - 5, top + 10);
    context.stroke();
  }
}

/** Bars (repetitions, intervals) and ticks (events) of one leg from one source. */
class LaneRow extends Row {
  constructor(axis, lane) {
    super(axis, 28);
    this.lane = lane;
  }
  paintOf(mark) { return colour(mark.alone ? 'alone' : this.lane.side); }

  draw(context, width) {
    for (const bar of this.lane.bars) this.drawBar(context, width, bar);
    for (const tick of this.lane.ticks) {
      if (tick.time < this.axis.from || tick.time > this.axis.to) continue;
      drawTick(context, this.axis.toX(tick.time, width), this.height, tick.kind, this.paintOf(tick));
    }
  }
  drawBar(context, width, bar) {
    const left = this.axis.toX(bar.start, width);
    const right = Math.max(this.axis.toX(bar.end, width), left + 2);
    if (right < 0 || left > width) return;
    context.fillStyle = context.strokeStyle = this.paintOf(bar);
    context.globalAlpha = 0.3;
    context.fillRect(left, 5, right - left, this.height - 10);
    context.globalAlpha = 1;
    context.lineWidth = bar.alone ? 2 : 1;
    context.strokeRect(left + 0.5, 5.5, right - left - 1, this.height - 11);
    if (bar.turn !== undefined)
      context.fillRect(this.axis.toX(bar.turn, width) - 0.5, 5, 1, this.height - 10);
    this.drawBarText(context, Math.max(left, 0), Math.min(right, width), bar.text);
  }
  drawBarText(context, left, right, text) {
    if (context.measureText(text).width > right - left - 8) return;
    context.fillStyle = colour('ink');
    context.textAlign = 'left';
    context.fillText(text, left + 4, this.height / 2 + 4);
  }
  valueAt(time) {
    const bars = this.lane.bars.filter((bar) => bar.start <= time && time <= bar.end);
    return bars.map((bar) => bar.text).join('; ');
  }
}

/** One quantity; a line a side, or a single line. */
class SignalRow extends Row {
  constructor(axis, signal, clocks) {
    super(axis, 84);
    this.unit = signal.unit;
    this.lines = signal.lines.map((line) => ({...line, times: clocks[line.clock]}));
    this.scale = this.wholeRange();
  }
  /** Of the whole trial: zooming in time leaves heights comparable. */
  wholeRange() {
    let low = Infinity, high = -Infinity;
    for (const line of this.lines) {
      for (const value of line.values) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (low > high) return {low: -1, high: 1};
    const margin = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 1e-3);
    return {low: low - margin, high: high + margin};
  }
  toY(value) {
    const {low, high} = this.scale;
    return (high - value) / (high - low) * this.height;
  }

  draw(context, width) {
    const {low, high} = this.scale;
    const step = roundStep((high - low) / 3);
    const levels = [];
    for (let i = Math.ceil(low / step); i * step <= high; ++i) levels.push(i * step);
    context.fillStyle = colour('line');
    for (const level of levels) context.fillRect(0, Math.round(this.toY(level)), width, 1);
    context.lineWidth = 1.2;
    for (const line of this.lines) this.drawLine(context, width, line);
    for (const level of levels) this.drawLevel(context, level, level.toFixed(decimals(step)));
  }
  /** Over the lines, on a ground of its own. */
  drawLevel(context, level, text) {
    const y = Math.min(Math.max(this.toY(level), 7), this.height - 7);
    context.fillStyle = colour('panel');
    context.globalAlpha = 0.75;
    context.fillRect(0, y - 7, context.measureText(text).width + 5, 14);
    context.globalAlpha = 1;
    context.fillStyle = colour('quiet');
    context.textAlign = 'left';
    context.fillText(text, 2, y + 4);
  }
  drawLine(context, width, line) {
    const first = Math.max(lowerBound(line.times, this.axis.from) - 1, 0);
    const last = Math.min(lowerBound(line.times, this.axis.to) + 1, line.times.length);
    context.strokeStyle = colour(line.side);
    context.beginPath();
    for (let i = first; i < last; ++i)
      context.lineTo(this.axis.toX(line.times[i], width), this.toY(line.values[i]));
    context.stroke();
  }
  valueAt(time) {
    return this.lines.map((line) => {
      const i = lowerBound(line.times, time);
      if (i >= line.times.length) return '';
      const side = this.lines.length > 1 ? line.side.charAt(0).toUpperCase() + ' ' : '';
      return side + line.values[i];
    }).join('  ');
  }
}
