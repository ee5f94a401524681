// Draws one metric of several runs on a canvas.
const left = 46, right = 10, top = 8, bottom = 20;

// What is set or counted rather than measured has no noise to smooth.
const exact = new Set(['num_tokens', 'epoch', 'learning_rate']);

export function drawPanel(canvas, metric, series, marks, look) {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (width === 0) {
    return;
  }
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  look = exact.has(metric) ? { ...look, smoothing: 0 } : look;
  const lines = series.map(one => ({ ...one, smooth: smooth(one.points, look) }));
  const ys = yRange(lines, marks, look);
  const [from, to] = look.range;
  const x = at => left + ((at - from) / (to - from)) * (width - left - right);
  const y = value => height - bottom - ((fit(value, look) - ys[0]) / (ys[1] - ys[0])) * (height - top - bottom);
  grid(context, { width, height, x, y, ys, from, to, look });
  context.save();
  context.beginPath();
  context.rect(left, top - 4, width - left - right + 4, height - top - bottom + 8);
  context.clip();
  for (const mark of marks) {
    drawMark(context, mark, x, y, width, look);
  }
  for (const line of lines) {
    drawLine(context, line, x, y, look);
  }
  context.restore();
  if (look.drag) {
    context.fillStyle = look.colours.ink;
    context.globalAlpha = 0.08;
    context.fillRect(x(Math.min(...look.drag)), top, x(Math.max(...look.drag)) - x(Math.min(...look.drag)), height - top - bottom);
    context.globalAlpha = 1;
  }
  if (look.hover != null && look.hover >= from && look.hover <= to) {
    crosshair(context, lines, { height, x, y, look });
  }
}

// What a series is at a place of the axis: the nearest point it has.
export function valueAt(points, at) {
  const i = nearest(points.x, at);
  return i < 0 ? { text: '' } : { text: format(points.mean[i]), step: points.step[i], x: points.x[i] };
}

const fit = (value, look) => look.log ? Math.log10(value) : value;

// A debiased moving average. Of few points each counts as one; of many, how far back it looks is a share of what is in view, so that
// a run looks as smooth from afar as near by.
function smooth(points, look) {
  const weight = Math.min(Math.sqrt(look.smoothing), 0.999);
  if (look.smoothing <= 0) {
    return points.mean;
  }
  const span = Math.max(1, look.range[1] - look.range[0]);
  const result = new Array(points.mean.length);
  let sum = 0, total = 0, before = points.x[0];
  for (let i = 0; i < result.length; i++) {
    const value = points.mean[i];
    if (!Number.isFinite(value)) {
      result[i] = NaN;
      continue;
    }
    const keep = Math.pow(weight, Math.min(1, ((points.x[i] - before) / span) * 300));
    sum = sum * keep + value;
    total = total * keep + 1;
    before = points.x[i];
    result[i] = sum / total;
  }
  return result;
}

function yRange(lines, marks, look) {
  let least = Infinity, most = -Infinity;
  const take = value => {
    if (Number.isFinite(value) && (!look.log || value > 0)) {
      least = Math.min(least, fit(value, look));
      most = Math.max(most, fit(value, look));
    }
  };
  for (const { points } of lines) {
    const low = [], high = [];
    for (let i = 0; i < points.x.length; i++) {
      if (points.x[i] >= look.range[0] && points.x[i] <= look.range[1]) {
        take(points.mean[i]);
        if (Number.isFinite(points.least[i])) {
          low.push(points.least[i]);
          high.push(points.most[i]);
        }
      }
    }
    // Of the spread, what nearly all steps keep to: one spike must not flatten the rest.
    if (low.length > 20) {
      take(low.sort((a, b) => a - b)[Math.floor(low.length * 0.03)]);
      take(high.sort((a, b) => a - b)[Math.ceil(high.length * 0.97) - 1]);
    }
  }
  marks.filter(mark => mark.threshold != null).forEach(mark => take(mark.threshold));
  if (!(most >= least)) {
    return [0, 1];
  }
  const pad = most > least ? (most - least) * 0.07 : Math.abs(most) * 0.1 || 0.5;
  return [least - pad, most + pad];
}

function grid(context, { width, height, x, y, ys, from, to, look }) {
  context.font = '11px Inter, ui-sans-serif, system-ui, sans-serif';
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const value of valueTicks(ys, height < 130 ? 3 : 4, look)) {
    const at = Math.round(y(value)) + 0.5;
    context.strokeStyle = look.colours.line;
    context.beginPath();
    context.moveTo(left, at);
    context.lineTo(width - right, at);
    context.stroke();
    context.fillStyle = look.colours.faint;
    context.fillText(format(value), left - 8, at);
  }
  context.textBaseline = 'alphabetic';
  axisTicks(from, to, width < 320 ? 3 : 5, look.axis).forEach((tick, i) => {
    context.textAlign = i === 0 && x(tick) < left + 10 ? 'left' : 'center';
    if (x(tick) < width - right - 8) {
      context.fillText(look.axis === 'time' ? duration(tick) : short(tick), x(tick), height - 5);
    }
  });
}

function drawMark(context, mark, x, y, width, look) {
  context.strokeStyle = look.colours.bad;
  context.lineWidth = 1.2;
  context.setLineDash([2, 4]);
  context.beginPath();
  if (mark.threshold != null && (!look.log || mark.threshold > 0)) {
    context.moveTo(left, y(mark.threshold));
    context.lineTo(width - right, y(mark.threshold));
  }
  if (mark.x != null) {
    context.moveTo(x(mark.x), 0);
    context.lineTo(x(mark.x), 1000);
  }
  context.stroke();
  context.setLineDash([]);
}

function drawLine(context, { points, smooth, run }, x, y, look) {
  const colour = look.colours.runs[run % 8];
  const drawable = value => Number.isFinite(value) && (!look.log || value > 0);
  const smoothed = look.smoothing > 0;
  // The spread of each stretch of steps, so that far away a spike is still a spike.
  context.globalAlpha = smoothed ? 0.16 : 0.22;
  context.fillStyle = colour;
  drawSpread(context, points, x, y, drawable);
  context.lineJoin = 'round';
  context.strokeStyle = colour;
  const trace = values => {
    context.beginPath();
    let down = false;
    for (let i = 0; i < values.length; i++) {
      if (!drawable(values[i])) {
        down = false;
      } else if (down) {
        context.lineTo(x(points.x[i]), y(values[i]));
      } else {
        context.moveTo(x(points.x[i]), y(values[i]));
        down = true;
      }
    }
    context.stroke();
  };
  if (smoothed) {
    context.globalAlpha = 0.28;
    context.lineWidth = 1;
    trace(points.mean);
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.8;
  trace(smooth);
  if (points.step.length === 1 && drawable(points.mean[0])) {
    dot(context, x(points.x[0]), y(points.mean[0]), colour, look);
  }
}

function drawSpread(context, points, x, y, drawable) {
  let start = 0;
  for (let i = 0; i <= points.step.length; i++) {
    if (i < points.step.length && drawable(points.least[i])) {
      continue;
    }
    if (i - start > 1) {
      context.beginPath();
      for (let at = start; at < i; at++) {
        context.lineTo(x(points.x[at]), y(points.most[at]));
      }
      for (let at = i - 1; at >= start; at--) {
        context.lineTo(x(points.x[at]), y(points.least[at]));
      }
      context.fill();
    }
    start = i + 1;
  }
}

function crosshair(context, lines, { height, x, y, look }) {
  context.strokeStyle = look.colours.soft;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  context.beginPath();
  context.moveTo(Math.round(x(look.hover)) + 0.5, top);
  context.lineTo(Math.round(x(look.hover)) + 0.5, height - bottom);
  context.stroke();
  context.globalAlpha = 1;
  for (const line of lines) {
    const i = nearest(line.points.x, look.hover);
    if (i >= 0 && Number.isFinite(line.points.mean[i]) && (!look.log || line.points.mean[i] > 0)) {
      dot(context, x(line.points.x[i]), y(line.points.mean[i]), look.colours.runs[line.run % 8], look);
    }
  }
}

function dot(context, x, y, colour, look) {
  context.beginPath();
  context.arc(x, y, 3.4, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = look.colours.surface;
  context.stroke();
}

function nearest(steps, step) {
  let low = 0, high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : high < 0 ? -1 : low;
}

// Under a power of ten round values read better than round exponents.
function valueTicks([least, most], count, look) {
  if (!look.log) {
    return ticks(least, most, count);
  }
  return most - least < 1.2 ? ticks(Math.pow(10, least), Math.pow(10, most), count) : ticks(least, most, count).map(tick => Math.pow(10, tick));
}

const wholeTimes = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200];

// Steps and tokens are whole; of time one counts in halves and quarters of minutes and hours.
function axisTicks(from, to, count, axis) {
  const size = axis === 'time' ? wholeTimes.find(time => time >= (to - from) / count) : 0;
  if (!size || to - from < 2) {
    return ticks(from, to, count).filter(tick => axis === 'time' || Number.isInteger(tick));
  }
  return Array.from({ length: Math.floor(to / size) - Math.ceil(from / size) + 1 }, (_, i) => (Math.ceil(from / size) + i) * size);
}

// The place on the axis, in words.
export function placeOf(x, axis) {
  return axis === 'time' ? duration(x) : axis === 'tokens' ? `${short(x)} tokens` : `step ${x.toLocaleString('en')}`;
}

function duration(seconds) {
  if (seconds < 60) {
    return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  }
  const minutes = Math.floor(seconds / 60), rest = Math.round(seconds % 60);
  return seconds < 3600 ? (rest ? `${minutes} m ${rest} s` : `${minutes} m`) : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} m` : ''}`;
}

function ticks(from, to, count) {
  const rough = (to - from) / count, size = Math.pow(10, Math.floor(Math.log10(rough)));
  const step = [1, 2, 2.5, 5, 10].map(part => part * size).find(part => part >= rough) ?? size;
  const found = [];
  for (let at = Math.ceil(from / step); at * step <= to + step * 1e-9; at++) {
    found.push(Number((at * step).toPrecision(12)));
  }
  return found;
}

export function format(value) {
  if (!Number.isFinite(value)) {
    return 'NaN';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    return value.toExponential(size >= 1e7 ? 2 : 1).replace('e+', 'e');
  }
  return size >= 10000 ? short(value) : String(Number(value.toPrecision(4)));
}

function short(value) {
  const size = Math.abs(value);
  return size >= 1e6 ? `${Number((value / 1e6).toPrecision(3))}M` : size >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : value.toLocaleString('en');
}
