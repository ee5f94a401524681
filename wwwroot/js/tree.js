// Tells the server which part of a tree is in view, brings a branch into it, keeps the eye's place when the drawing shrinks, and draws the small picture of all.
const parts = new WeakMap();

export function attach(scroller, dotnet) {
  if (!scroller) {
    return; // gone again before its script was there
  }
  const part = { dotnet, scale: { x: 1, y: 1 }, eye: null, overview: null, at: new WeakMap(), glide: null, gone: new AbortController() };
  parts.set(scroller, part);
  const { signal } = part.gone;
  let waiting = false;
  const tell = () => {
    drawView(scroller, part);
    if (waiting) {
      return;
    }
    waiting = true;
    setTimeout(() => {
      waiting = false;
      call(part, 'ShowPart', scroller.scrollLeft, scroller.scrollTop, scroller.clientWidth, scroller.clientHeight);
    }, 90);
  };
  part.size = new ResizeObserver(tell);
  part.size.observe(scroller);
  scroller.addEventListener('scroll', tell, { passive: true, signal });
  scroller.addEventListener('scrollend', () => { part.glide = null; }, { passive: true, signal });
  // Told of in the same task as the change itself: nothing is painted in between.
  const svg = scroller.querySelector('svg');
  part.moves = new MutationObserver(() => place(scroller, svg, part));
  part.moves.observe(svg, { attributes: true, attributeFilter: ['data-places'], childList: true });
  place(scroller, svg, part);
  scroller.addEventListener('wheel', event => onWheel(event, scroller, part), { passive: false, signal });
  scroller.addEventListener('keydown', event => onKey(event, part), { signal });
}

// Moves the nodes and their lines to where TreePlaces.cs says they stand, and the view with the node that is looked at.
function place(scroller, svg, part) {
  const [head, ...places] = svg.dataset.places.split(',');
  const [eye, left, step, unit] = head.split(' ').map(Number);
  const nodes = svg.querySelectorAll(':scope > [data-branch]');
  const lines = svg.querySelectorAll(':scope > .edges > path');
  if (nodes.length !== places.length) {
    return; // seen between two changes of one batch: the other one follows
  }
  const looked = nodes[eye];
  const before = looked && part.at.get(looked);
  let above = 0;
  let line = 0;
  nodes.forEach((node, i) => {
    const [down, parent] = places[i].split(' ').map(Number);
    above += down;
    const at = { x: round(left + (Number(node.getAttribute('aria-level')) - 1) * step), y: round(above * unit) };
    const from = parent === undefined ? null : { x: round(at.x - step), y: round((above + parent) * unit) };
    const was = part.at.get(node);
    if (was?.x !== at.x || was.y !== at.y) {
      node.setAttribute('transform', `translate(${at.x} ${at.y})`);
    }
    if (from) {
      const path = lines[line++];
      const middle = round((from.x + at.x) / 2);
      const drawn = `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${at.y} ${at.x} ${at.y}`;
      if (path && path.getAttribute('d') !== drawn) {
        path.setAttribute('d', drawn);
      }
    }
    part.at.set(node, at);
  });
  const now = looked && part.at.get(looked);
  if (before && (now.x !== before.x || now.y !== before.y)) {
    follow(scroller, part, now.x - before.x, now.y - before.y);
  }
}

const round = value => Math.round(value * 10) / 10;

// What is looked at stands elsewhere now: the view goes with it at once, and a glide that is under way ends so much further.
function follow(scroller, part, across, down) {
  scroller.scrollBy({ left: across, top: down, behavior: 'instant' });
  if (part.glide) {
    part.glide = { left: part.glide.left + across, top: part.glide.top + down };
    scroller.scrollTo({ ...part.glide, behavior: 'smooth' });
  }
}

function call(part, method, ...values) {
  return part.dotnet.invokeMethodAsync(method, ...values).catch(() => { /* cut off: the bar says so */ });
}

// A pinch comes as a wheel with Ctrl. Turns that come while one is under way are taken together.
function onWheel(event, scroller, part) {
  if (!event.ctrlKey) {
    return;
  }
  event.preventDefault();
  const box = scroller.getBoundingClientRect();
  part.eye = { x: event.clientX - box.left, y: event.clientY - box.top };
  part.factor = (part.factor ?? 1) * Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150);
  if (!part.turning) {
    part.turning = true;
    setTimeout(async () => {
      const factor = part.factor;
      part.factor = 1;
      await call(part, 'ZoomBy', factor);
      part.turning = false;
    }, 40);
  }
}

function onKey(event, part) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const [method, ...values] = { '+': ['ZoomBy', 1.5], '=': ['ZoomBy', 1.5], '-': ['ZoomBy', 1 / 1.5], 0: ['ZoomFull'] }[event.key] ?? [];
  if (method) {
    event.preventDefault();
    call(part, method, ...values);
  }
}

// The drawing has another size now: what was under the pointer, or in the middle, stays there.
export function rescaled(scroller, scaleX, scaleY) {
  const part = parts.get(scroller);
  if (!part) {
    return;
  }
  const { x, y } = part.eye ?? { x: scroller.clientWidth / 2, y: scroller.clientHeight / 2 };
  const [across, down] = [scaleX / part.scale.x, scaleY / part.scale.y];
  part.scale = { x: scaleX, y: scaleY };
  part.eye = null;
  scroller.scrollTo({ left: (scroller.scrollLeft + x) * across - x, top: (scroller.scrollTop + y) * down - y, behavior: 'instant' });
  call(part, 'ShowPart', scroller.scrollLeft, scroller.scrollTop, scroller.clientWidth, scroller.clientHeight);
  drawView(scroller, part);
}

const margin = 40;

function inView(scroller, x, y) {
  return x > scroller.scrollLeft + margin && x < scroller.scrollLeft + scroller.clientWidth - margin
    && y > scroller.scrollTop + margin / 2 && y < scroller.scrollTop + scroller.clientHeight - margin / 2;
}

export function reveal(scroller, x, y, smooth, moved) {
  if (!scroller) {
    return;
  }
  const hadKeyboard = scroller.contains(document.activeElement);
  // A branch that only moved a little, because others grew, needs no scrolling while it can be seen.
  if (moved && inView(scroller, x, y)) {
    return;
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const to = { left: x - scroller.clientWidth * 0.7, top: y - scroller.clientHeight / 2 };
  const glides = smooth && !calm;
  const part = parts.get(scroller);
  if (part) {
    part.glide = glides ? to : null;
  }
  scroller.scrollTo({ ...to, behavior: glides ? 'smooth' : 'instant' });
  if (hadKeyboard) {
    scroller.querySelector('[role=treeitem][tabindex="0"]')?.focus({ preventScroll: true });
  }
}

const colours = [null, '--node', '--good', '--accent'];

// The small picture: one number a cell, and over it a frame around what is in view. A click or a drag goes there.
export function overview(scroller, canvas, cells, columns, rows) {
  const part = parts.get(scroller);
  if (!part || !canvas) {
    return;
  }
  if (part.overview?.canvas !== canvas) {
    const { signal } = part.gone;
    const go = event => {
      const box = canvas.getBoundingClientRect();
      scroller.scrollTo({
        left: (event.clientX - box.left) / box.width * scroller.scrollWidth - scroller.clientWidth / 2,
        top: (event.clientY - box.top) / box.height * scroller.scrollHeight - scroller.clientHeight / 2,
        behavior: 'instant',
      });
    };
    canvas.addEventListener('pointerdown', event => { canvas.setPointerCapture(event.pointerId); go(event); }, { signal });
    canvas.addEventListener('pointermove', event => { if (event.buttons & 1) { go(event); } }, { signal });
    const redraw = () => drawView(scroller, part);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, { signal });
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    signal.addEventListener('abort', () => theme.disconnect());
  }
  part.overview = { canvas, cells, columns, rows };
  drawView(scroller, part);
}

// Of the cells that are others now, each its number times four and what is in it.
export function overviewChanged(scroller, changes) {
  const part = parts.get(scroller);
  if (part?.overview) {
    changes.forEach(change => { part.overview.cells[change >> 2] = change & 3; });
    drawView(scroller, part);
  }
}

function drawView(scroller, part) {
  if (!part.overview?.canvas.isConnected) {
    return;
  }
  const { canvas, cells, columns, rows } = part.overview;
  // Where all of it is in view already, it would only lie over it.
  const isWhole = scroller.scrollWidth <= scroller.clientWidth && scroller.scrollHeight <= scroller.clientHeight;
  canvas.style.visibility = isWhole ? 'hidden' : '';
  const scale = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== width * scale || canvas.height !== height * scale) {
    canvas.width = width * scale;
    canvas.height = height * scale;
  }
  const draw = canvas.getContext('2d');
  draw.setTransform(scale, 0, 0, scale, 0, 0);
  draw.clearRect(0, 0, width, height);
  const colourOf = name => {
    canvas.style.color = `var(${name})`;
    return getComputedStyle(canvas).color;
  };
  const [w, h] = [width / columns, height / rows];
  colours.forEach((name, kind) => {
    if (!name) {
      return;
    }
    draw.fillStyle = colourOf(name);
    for (let i = 0; i < cells.length; i++) {
      if (cells[i] === kind) {
        draw.fillRect((i % columns) * w + 0.25, Math.floor(i / columns) * h + 0.25, w - 0.5, h - 0.5);
      }
    }
  });
  draw.strokeStyle = colourOf('--accent');
  draw.lineWidth = 1.25;
  const at = (start, size, whole, room) => [Math.max(0.75, start / whole * room), Math.max(3, Math.min(1, size / whole) * room - 1.5)];
  const [x, wide] = at(scroller.scrollLeft, scroller.clientWidth, scroller.scrollWidth, width);
  const [y, high] = at(scroller.scrollTop, scroller.clientHeight, scroller.scrollHeight, height);
  draw.strokeRect(x, y, wide, high);
}

export function detach(scroller) {
  const part = parts.get(scroller);
  if (part) {
    part.size.disconnect();
    part.moves.disconnect();
    part.gone.abort();
    parts.delete(scroller);
  }
}
