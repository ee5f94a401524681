// Charts of metrics: the server sends what is new, this draws it. Each series holds a bounded number of points, the least, the
// most and the mean of some steps each, however long a run has been; what is zoomed into is asked for in detail.
import { extent, placesOf, stepsOf } from './charts-axis.js';
import { drawPanel, placeOf, valueAt } from './charts-draw.js';

const charts = new WeakMap();
const mostPoints = 3000;

const kept = 'minihf-charts';

export function attach(root, dotnet) {
  const chart = {
    root, dotnet, metrics: [], runs: [], marks: [], series: new Map(), detail: new Map(), panels: new Map(),
    range: null, hover: null, smoothing: 0.6, log: false, axis: 'step', waiting: false, asked: 0,
  };
  charts.set(root, chart);
  chart.redraw = () => {
    if (!chart.waiting) {
      chart.waiting = true;
      requestAnimationFrame(() => { chart.waiting = false; draw(chart); });
    }
  };
  chart.size = new ResizeObserver(chart.redraw);
  chart.theme = new MutationObserver(() => { chart.colours = null; chart.redraw(); });
  chart.theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  chart.scheme = matchMedia('(prefers-color-scheme: dark)');
  chart.schemeChanged = () => { chart.colours = null; chart.redraw(); };
  chart.scheme.addEventListener('change', chart.schemeChanged);
  listen(chart);
  recallTools(chart);
  readTools(chart);
  layout(root);
}

// New panels, or other ones: the server rendered them.
export function layout(root) {
  const chart = charts.get(root);
  if (!chart) {
    return;
  }
  chart.size.disconnect();
  chart.panels.clear();
  for (const element of root.querySelectorAll('[data-metric]')) {
    const canvas = element.querySelector('canvas');
    chart.panels.set(element.dataset.metric, { element, canvas, value: element.querySelector('[data-value]') });
    chart.size.observe(canvas);
  }
  chart.redraw();
}

// What the places in the bytes that follow stand for, told whenever it changes, and the marks to draw.
export function describe(root, metrics, runs, marks) {
  const chart = charts.get(root);
  if (!chart) {
    return;
  }
  if (runs.some((run, i) => run !== chart.runs[i]) || runs.length < chart.runs.length) {
    chart.series.clear();
    chart.detail.clear();
    chart.range = null;
  }
  Object.assign(chart, { metrics, runs, marks });
}

export function push(root, bytes) {
  const chart = charts.get(root);
  if (!chart) {
    return;
  }
  read(chart.metrics, bytes, (key, full, points) => {
    const known = chart.series.get(key);
    chart.series.set(key, full || !known ? points : join(known, points));
    if (!full && chart.detail.has(key) && inRange(chart, key, points)) {
      chart.detail.set(key, join(chart.detail.get(key), points));
    }
  });
  root.dataset.painted = String(Number(root.dataset.painted ?? 0) + 1);
  root.dataset.bytes = String(bytes.length);
  chart.redraw();
}

export function detach(root) {
  const chart = charts.get(root);
  if (chart) {
    chart.size.disconnect();
    chart.theme.disconnect();
    chart.scheme.removeEventListener('change', chart.schemeChanged);
    charts.delete(root);
  }
}

// count, then for each: run, metric, full or not, number of points, and the points: step, least, most, mean.
function read(metrics, bytes, take) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const int = () => { const value = view.getInt32(at, true); at += 4; return value; };
  const float = () => { const value = view.getFloat32(at, true); at += 4; return value; };
  for (let left = int(); left > 0; left--) {
    const run = int(), metric = int(), full = int() === 1, count = int();
    const points = { step: new Array(count), least: new Array(count), most: new Array(count), mean: new Array(count) };
    for (let i = 0; i < count; i++) {
      points.step[i] = int();
      points.least[i] = float();
      points.most[i] = float();
      points.mean[i] = float();
    }
    take(`${run} ${metrics[metric]}`, full, points);
  }
}

function join(known, added) {
  for (const part of ['step', 'least', 'most', 'mean']) {
    known[part].push(...added[part]);
  }
  return known.step.length > mostPoints ? halve(known) : known;
}

function halve(points) {
  const half = { step: [], least: [], most: [], mean: [] };
  for (let i = 0; i < points.step.length; i += 2) {
    const next = Math.min(i + 1, points.step.length - 1);
    half.step.push(points.step[next]);
    half.least.push(Math.min(points.least[i], points.least[next]));
    half.most.push(Math.max(points.most[i], points.most[next]));
    half.mean.push((points.mean[i] + points.mean[next]) / 2);
  }
  return half;
}

const inRange = (chart, key, points) => chart.range && points.step.length > 0 && placesOf(chart, Number.parseInt(key), points.step.slice(0, 1))?.[0] <= chart.range[1];

function colours(chart) {
  if (!chart.colours) {
    const probe = chart.root.querySelector('[data-probe]');
    const of = value => { probe.style.color = value; return getComputedStyle(probe).color; };
    chart.colours = {
      line: of('var(--line)'), soft: of('var(--soft)'), faint: of('var(--faint)'), ink: of('var(--ink)'), bad: of('var(--bad)'), surface: of('var(--surface)'),
      runs: Array.from({ length: 8 }, (_, i) => of(`var(--run-${i})`)),
    };
  }
  return chart.colours;
}

function seriesOf(chart, metric) {
  return chart.runs.map((id, run) => {
    const points = (chart.range && chart.detail.get(`${run} ${metric}`)) || chart.series.get(`${run} ${metric}`);
    const x = points && placesOf(chart, run, points.step);
    return { run, points: x && { ...points, x } };
  }).filter(series => series.points?.step.length > 0);
}

function draw(chart) {
  const range = chart.range ?? extent(chart);
  const look = { range, colours: colours(chart), smoothing: chart.smoothing, log: chart.log, axis: chart.axis, hover: chart.hover, drag: chart.drag };
  for (const [metric, panel] of chart.panels) {
    const series = seriesOf(chart, metric);
    const marks = chart.marks.filter(mark => mark.metric === metric).map(mark => ({ ...mark, x: placesOf(chart, mark.run, [mark.step])?.[0] }));
    drawPanel(panel.canvas, metric, series, marks, look);
    write(panel, series, look);
  }
  chart.root.querySelector('[data-tool="reset"]')?.toggleAttribute('hidden', !chart.range);
}

function write(panel, series, look) {
  const parts = series.map(one => ({ colour: look.colours.runs[one.run % 8], ...valueAt(one.points, look.hover ?? look.range[1]) })).filter(one => one.text);
  panel.value.replaceChildren(...parts.map(part => {
    const span = document.createElement('span');
    span.textContent = part.text;
    if (parts.length > 1) {
      span.style.color = part.colour;
    }
    return span;
  }));
  if (look.hover != null && parts.length > 0) {
    const step = document.createElement('i');
    step.textContent = placeOf(parts[0].x, look.axis);
    panel.value.prepend(step);
  }
  panel.element.setAttribute('aria-label', `${panel.element.dataset.metric}: ${parts.map(part => `${part.text} at step ${part.step}`).join(', ') || 'nothing yet'}`);
}

const insideLeft = 46, insideRight = 10;

function placeAt(chart, canvas, clientX) {
  const box = canvas.getBoundingClientRect();
  const share = (clientX - box.left - insideLeft) / Math.max(1, box.width - insideLeft - insideRight);
  const [from, to] = chart.range ?? extent(chart);
  const place = from + Math.min(1, Math.max(0, share)) * (to - from);
  return chart.axis === 'time' ? place : Math.round(place);
}

function listen(chart) {
  const { root } = chart;
  root.addEventListener('pointermove', event => {
    const canvas = event.target.closest?.('canvas');
    chart.hover = canvas ? placeAt(chart, canvas, event.clientX) : chart.drag ? chart.hover : null;
    if (chart.drag && canvas) {
      chart.drag[1] = chart.hover;
    }
    chart.redraw();
  });
  root.addEventListener('pointerleave', () => { chart.hover = null; chart.redraw(); });
  root.addEventListener('pointerdown', event => {
    const canvas = event.target.closest?.('canvas');
    if (canvas && event.button === 0 && event.pointerType !== 'touch') {
      const place = placeAt(chart, canvas, event.clientX);
      chart.drag = [place, place];
      event.target.setPointerCapture(event.pointerId);
    }
  });
  root.addEventListener('pointerup', () => {
    const drag = chart.drag;
    chart.drag = null;
    const [from, to] = chart.range ?? extent(chart);
    if (drag && Math.abs(drag[1] - drag[0]) >= (to - from) / 60) {
      zoom(chart, [Math.min(...drag), Math.max(...drag)]);
    }
    chart.redraw();
  });
  root.addEventListener('dblclick', event => {
    if (event.target.closest?.('canvas')) {
      zoom(chart, null);
    }
  });
  root.addEventListener('keydown', event => onKey(chart, event));
  root.addEventListener('input', event => {
    if (event.target.dataset.tool) {
      readTools(chart);
      keepTools(chart);
    }
  });
  root.addEventListener('click', event => {
    const tool = event.target.closest?.('[data-tool]')?.dataset.tool;
    if (tool === 'reset') {
      zoom(chart, null);
    } else if (tool === 'png') {
      save(chart);
    }
  });
}

function onKey(chart, event) {
  if (!event.target.closest?.('[data-metric]')) {
    return;
  }
  const [from, to] = chart.range ?? extent(chart);
  const fit = place => chart.axis === 'time' ? place : Math.round(place);
  const middle = chart.hover ?? fit((from + to) / 2), jump = Math.max(chart.axis === 'time' ? 0 : 1, fit((to - from) / 50));
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    chart.hover = Math.min(to, Math.max(from, middle + (event.key === 'ArrowLeft' ? -jump : jump)));
    chart.redraw();
  } else if (event.key === '+' || event.key === '-') {
    const half = (to - from) * (event.key === '+' ? 0.25 : 1), [least, most] = extent(chart);
    const next = [Math.max(least, fit(middle - half)), Math.min(most, fit(middle + half))];
    zoom(chart, next[0] <= least && next[1] >= most ? null : next);
  } else if (event.key === '0' || event.key === 'Escape') {
    chart.hover = null;
    zoom(chart, null);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

async function zoom(chart, range) {
  chart.range = range;
  chart.detail.clear();
  chart.redraw();
  if (!range) {
    return;
  }
  const asked = ++chart.asked;
  const ranges = chart.runs.map((id, run) => stepsOf(chart, run, range));
  const bytes = await chart.dotnet.invokeMethodAsync('Detail', ranges.map(steps => steps[0]), ranges.map(steps => steps[1])).catch(() => null);
  if (bytes && asked === chart.asked && chart.range === range) {
    read(chart.metrics, bytes, (key, full, points) => chart.detail.set(key, points));
    chart.redraw();
  }
}

function tool(chart, name) {
  return chart.root.querySelector(`[data-tool="${name}"]`);
}

// How somebody likes to look at charts is theirs, on this browser, for all of them.
function recallTools(chart) {
  try {
    const { smoothing, log, axis } = JSON.parse(localStorage.getItem(kept) ?? '{}');
    tool(chart, 'smoothing').value = smoothing ?? 0.6;
    tool(chart, 'log').checked = log === true;
    tool(chart, 'axis').value = ['tokens', 'time'].includes(axis) ? axis : 'step';
  } catch {
    // Nothing kept, or nothing that can be read.
  }
}

function keepTools(chart) {
  try {
    localStorage.setItem(kept, JSON.stringify({ smoothing: chart.smoothing, log: chart.log, axis: chart.axis }));
  } catch {
    // A browser that keeps nothing.
  }
}

function readTools(chart) {
  chart.smoothing = Number(tool(chart, 'smoothing').value);
  chart.log = tool(chart, 'log').checked;
  const axis = tool(chart, 'axis').value;
  if (axis !== chart.axis) {
    chart.axis = axis;
    chart.hover = null;
    zoom(chart, null);
    chart.root.dataset.axis = axis;
    chart.dotnet.invokeMethodAsync('ShowBy', axis).catch(() => null);
  }
  chart.redraw();
}

// All panels on one sheet, as they stand.
function save(chart) {
  const panels = [...chart.panels.entries()];
  const scale = devicePixelRatio || 1, gap = 16 * scale, caption = 26 * scale;
  const width = Math.max(...panels.map(([, panel]) => panel.canvas.width)), height = Math.max(...panels.map(([, panel]) => panel.canvas.height));
  const columns = Math.min(2, panels.length), rows = Math.ceil(panels.length / columns);
  const sheet = document.createElement('canvas');
  sheet.width = gap + columns * (width + gap);
  sheet.height = gap + rows * (height + caption + gap);
  const context = sheet.getContext('2d'), look = colours(chart);
  context.fillStyle = look.surface;
  context.fillRect(0, 0, sheet.width, sheet.height);
  panels.forEach(([metric, panel], i) => {
    const x = gap + (i % columns) * (width + gap), y = gap + Math.floor(i / columns) * (height + caption + gap);
    context.fillStyle = look.ink;
    context.font = `600 ${13 * scale}px ${getComputedStyle(chart.root).fontFamily}`;
    context.fillText(metric, x, y + 16 * scale);
    context.drawImage(panel.canvas, x, y + caption);
  });
  sheet.toBlob(blob => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${chart.root.dataset.name || 'charts'}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, 'image/png');
}
