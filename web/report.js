'use strict';
// Fills the page from its data. Numbers are shown as the scorer left them.

const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

function element(tag, text = '', className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

// --- header

function showHeader() {
  document.title = `${data.name || 'trial'} - Steppage`;
  byId('name').textContent = data.name || 'trial';
  byId('verdict').textContent = data.valid ? 'valid' : 'INVALID';
  byId('verdict').classList.toggle('invalid', !data.valid);
  byId('reason').textContent = data.valid ? '' : data.reason;
  const facts = {
    detector: data.detector,
    length: endOfTrial().toFixed(1) + ' s',
    run: data.stop_reason,
    matching: data.matching,
    ...(data.seed === undefined ? {} : {seed: data.seed}),
    ...data.provenance,
  };
  for (const [key, value] of Object.entries(facts)) {
    const fact = element('div');
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    fact.append(element('dt', key.replaceAll('_', ' ')), element('dd', text));
    byId('facts').append(fact);
  }
  if (data.scenario === null) byId('scenario-section').hidden = true;
  byId('scenario').textContent = JSON.stringify(data.scenario, null, 2);
}

// --- scorecard

const sides = ['left', 'right', 'both'];
const group = (name) => name.split('.')[0];

function shownNumber(metric) {
  if (metric.value === null) return 'not measurable';
  if (metric.unit === 'ms' || metric.unit === 'deg') return metric.value.toFixed(1);
  if (metric.unit === '1') return metric.value.toFixed(3);
  return String(Number(metric.value.toPrecision(3)));
}

function cell(metric) {
  const made = element('td');
  if (!metric) return made;
  made.append(element('span', shownNumber(metric), metric.value === null ? 'missing' : ''));
  made.append(element('span', ` n ${metric.count}`, 'count'));
  return made;
}

/** Above the numbers, not above their counts. */
function sideHeading(side) {
  const made = element('th', side);
  made.append(element('span', '', 'count'));
  return made;
}

/** Metrics at the chosen tolerance and alignment, and those that have neither. */
function chosenMetrics() {
  const tolerance = Number(byId('tolerance').value);
  const aligned = byId('aligned').checked;
  return data.metrics.filter((metric) => {
    if (metric.name.endsWith('.lag_ms')) return aligned;
    const matched = metric.tolerance_ms === undefined ||
        (metric.tolerance_ms === tolerance && Boolean(metric.aligned) === aligned);
    return matched && isMeasured(group(metric.name));
  });
}

function isMeasured(name) {
  return data.metrics.some((metric) => group(metric.name) === name && metric.value !== null);
}

function showScorecard() {
  const metrics = chosenMetrics();
  const columns = sides.filter((side) => metrics.some((metric) => metric.side === side));
  const head = element('tr');
  head.append(element('th'), ...columns.map(sideHeading), element('th', 'unit', 'unit'));
  const rows = [...new Set(metrics.map((metric) => metric.name))].map((name, i, names) => {
    const row = element('tr', '', i > 0 && group(names[i - 1]) !== group(name) ? 'first' : '');
    const lines = metrics.filter((metric) => metric.name === name);
    row.append(element('th', name));
    for (const side of columns) row.append(cell(lines.find((line) => line.side === side)));
    row.append(element('td', lines[0].unit, 'unit'));
    return row;
  });
  const top = element('thead'), body = element('tbody');
  top.append(head);
  body.append(...rows);
  byId('scorecard').replaceChildren(top, body);
}

function prepareScorecard() {
  const tolerances = [...new Set(data.metrics.map((metric) => metric.tolerance_ms))]
      .filter((tolerance) => tolerance !== undefined).sort((a, b) => a - b);
  for (const tolerance of tolerances)
    byId('tolerance').append(new Option(`${tolerance} ms`, tolerance, false, tolerance === 100));
  const hasAligned = data.metrics.some((metric) => metric.aligned);
  byId('aligned-choice').hidden = !hasAligned;
  byId('aligned').checked = hasAligned;
  byId('choices').hidden = !data.metrics.some((metric) => metric.tolerance_ms && metric.value !== null);
  byId('choices').addEventListener('change', showScorecard);
  const groups = [...new Set(data.metrics.map((metric) => group(metric.name)))];
  const unmeasured = groups.filter((name) => !isMeasured(name));
  if (unmeasured.length > 0) byId('unmeasured').textContent = 'Not measurable: ' + unmeasured.join(', ');
  showScorecard();
}

// --- plots

function endOfTrial() {
  let end = 0;
  for (const lane of data.lanes) {
    for (const bar of lane.bars) end = Math.max(end, bar.end);
    for (const tick of lane.ticks) end = Math.max(end, tick.time);
  }
  for (const clock of data.signals.clocks) end = Math.max(end, clock[clock.length - 1] ?? 0);
  return end;
}

/** Clocks are stored as steps of 0.1 ms. */
function unpackClocks() {
  data.signals.clocks = data.signals.clocks.map((steps) => {
    let now = 0;
    return Float64Array.from(steps, (step) => (now += step) / 1e4);
  });
}

function addRow(rows, row, label, unit = '') {
  const holder = element('div', '', 'row'), title = element('div', label.replaceAll('_', ' '), 'label');
  if (unit) title.append(element('span', ` ${unit}`, 'unit'));
  row.readout = element('span', '', 'value');
  if (row.height > 40) title.append(row.readout);
  else holder.title = label;
  holder.append(title, row.canvas);
  byId('plots').append(holder);
  rows.push(row);
}

function buildRows(axis) {
  const rows = [];
  addRow(rows, new AxisRow(axis), 'time');
  for (const lane of data.lanes) addRow(rows, new LaneRow(axis, lane), lane.label);
  let before = '';
  for (const signal of data.signals.rows) {
    if (signal.group !== before) byId('plots').append(element('div', signal.group, 'group'));
    before = signal.group;
    addRow(rows, new SignalRow(axis, signal, data.signals.clocks), signal.label, signal.unit);
  }
  addRow(rows, new AxisRow(axis), 'time');
  return rows;
}

function listenToPointer(axis, rows) {
  const plots = byId('plots');
  let grabbed = null;  // where a drag began
  const place = (event) => {
    const box = rows[0].canvas.getBoundingClientRect();
    return {x: event.clientX - box.left, width: box.width};
  };
  plots.addEventListener('pointerdown', (event) => {
    const {x} = place(event);
    if (x < 0 || event.button !== 0) return;
    grabbed = {x, from: axis.from};
    plots.setPointerCapture(event.pointerId);
  });
  plots.addEventListener('pointermove', (event) => {
    const {x, width} = place(event);
    if (grabbed) axis.show(grabbed.from - (x - grabbed.x) / width * axis.span, axis.span);
    showCursor(rows, x < 0 ? null : axis.toTime(x, width));
  });
  for (const end of ['pointerup', 'pointercancel']) plots.addEventListener(end, () => { grabbed = null; });
  plots.addEventListener('pointerleave', () => showCursor(rows, null));
  plots.addEventListener('wheel', (event) => {
    const {x, width} = place(event);
    const turned = event.deltaY || event.deltaX;
    if (event.ctrlKey || event.metaKey) axis.zoom(turned > 0 ? 1.25 : 0.8, axis.toTime(x, width));
    else if (event.shiftKey) axis.move(turned > 0 ? 0.1 : -0.1);
    else return;
    event.preventDefault();
  }, {passive: false});
}

function showCursor(rows, time) {
  const lanes = [];  // a lane is too low for a line of its own
  for (const row of rows) {
    row.cursor = time;
    row.readout.textContent = time === null ? '' : row.valueAt(time);
    if (row instanceof LaneRow && row.readout.textContent)
      lanes.push(`${row.lane.label}: ${row.readout.textContent}`);
  }
  byId('cursor').textContent =
      time === null ? '' : [`${time.toFixed(3)} s`, ...lanes].join(' \u00b7 ').replaceAll('_', ' ');
  paintSoon(rows);
}

function listenToKeys(axis) {
  const actions = {
    left: () => axis.move(-0.25), right: () => axis.move(0.25),
    in: () => axis.zoom(0.5), out: () => axis.zoom(2), all: () => axis.showAll(),
  };
  const keys = {ArrowLeft: 'left', ArrowRight: 'right', '+': 'in', '=': 'in', '-': 'out', Home: 'all'};
  byId('controls').addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) actions[button.dataset.action]();
  });
  byId('plots').addEventListener('keydown', (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    actions[action]();
  });
}

let paintRequested = false;
/** At most once a frame, however many events ask. */
function paintSoon(rows) {
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(() => {
    paintRequested = false;
    for (const row of rows) row.paint();
  });
}

function legendEntry(text, draw) {
  const entry = element('li'), canvas = document.createElement('canvas');
  canvas.width = 44;
  canvas.height = 36;
  const context = canvas.getContext('2d');
  context.scale(2, 2);
  draw(context);
  entry.append(canvas, text);
  return entry;
}

function showLegend() {
  const swatch = (name) => (context) => {
    context.fillStyle = colour(name);
    context.fillRect(3, 4, 16, 10);
  };
  const kinds = new Set(data.lanes.flatMap((lane) => lane.ticks.map((tick) => tick.kind)));
  const marks = data.lanes.flatMap((lane) => [...lane.bars, ...lane.ticks]);
  const entries = ['left', 'right'].map((side) => legendEntry(side, swatch(side)));
  if (marks.some((mark) => mark.alone))
    entries.push(legendEntry('missed or extra at 100 ms, or an overlap below a half', swatch('alone')));
  for (const kind of kinds) {
    entries.push(legendEntry(kind.replaceAll('_', ' '),
                             (context) => drawTick(context, 11, 18, kind, colour('ink'))));
  }
  byId('legend').replaceChildren(...entries);
}

function showPlots() {
  const axis = new TimeAxis(endOfTrial());
  const rows = buildRows(axis);
  axis.listeners.push(() => paintSoon(rows));
  listenToPointer(axis, rows);
  listenToKeys(axis);
  showLegend();
  window.addEventListener('resize', () => paintSoon(rows));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    showLegend();
    paintSoon(rows);
  });
  for (const row of rows) row.paint();
}

unpackClocks();
showHeader();
prepareScorecard();
showPlots();
