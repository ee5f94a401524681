// Where on the axis things lie: points are known by their step, and drawn along steps, tokens or seconds.

// The series that says where on the axis a run's steps lie, where that is not the step itself.
const axisMetric = '@axis';

// Where steps of a run lie on the axis: between two that are known, in proportion. Null where nothing is known yet.
export function placesOf(chart, run, steps) {
  return chart.axis === 'step' ? steps : interpolate(chart.series.get(`${run} ${axisMetric}`), steps, 'step', 'most');
}

function interpolate(known, wanted, from, to) {
  if (!known?.step.length) {
    return null;
  }
  const xs = known[from], ys = known[to], last = xs.length - 1;
  let at = 0;
  return wanted.map(x => {
    while (at < last && xs[at] < x) {
      at++;
    }
    // Before the first point lies the beginning, where nothing was done yet.
    const x0 = at > 0 ? xs[at - 1] : 0, y0 = at > 0 ? ys[at - 1] : 0;
    return xs[at] <= x0 || x >= xs[at] ? (x >= xs[at] ? ys[at] : y0) : y0 + ((x - x0) / (xs[at] - x0)) * (ys[at] - y0);
  });
}

export function extent(chart) {
  let least = Infinity, most = -Infinity;
  for (const [key, points] of chart.series) {
    if (points.step.length > 0 && chart.panels.has(key.slice(key.indexOf(' ') + 1))) {
      const ends = placesOf(chart, Number.parseInt(key), [points.step[0], points.step.at(-1)]);
      least = Math.min(least, ends?.[0] ?? Infinity);
      most = Math.max(most, ends?.[1] ?? -Infinity);
    }
  }
  return most >= least ? [least, Math.max(most, least + 1)] : [0, 1];
}

// The steps of a run that lie in a range of the axis.
export function stepsOf(chart, run, range) {
  const steps = chart.axis === 'step' ? range : interpolate(chart.series.get(`${run} ${axisMetric}`), range, 'most', 'step') ?? [0, 0];
  return [Math.floor(steps[0]), Math.ceil(steps[1])];
}
