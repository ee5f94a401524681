// A notebook's cells in the browser: which one the keyboard is on, seconds that pass, and moving a cell by hand.
let page = null;
let ahead = 0;
let timer = 0;
let dragged = null;
let over = null;

const all = () => [...document.querySelectorAll('[data-cell]')];

// The cell one works in: where the keyboard is, else the one the server says.
export const current = () => document.activeElement?.closest('[data-cell]') ?? document.querySelector('[data-cell].current') ?? all()[0] ?? null;

// Puts the keyboard on the cell as a whole. A cell takes it only when it is told to: a click beside a word is no choice of the cell.
export function focus(cell) {
  if (!cell) {
    return;
  }
  cell.tabIndex = -1;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: 'nearest' });
}

export function step(cell, by) {
  const cells = all();
  focus(cells[cells.indexOf(cell) + by] ?? cell);
}

// Into the cell: its text, or the first thing that can be used.
export function enter(cell) {
  if (!cell) {
    return;
  }
  const text = cell.querySelector('[data-writer], textarea');
  const opener = cell.querySelector('[data-edit], .folded');
  if (text) {
    text.focus();
  } else if (opener) {
    opener.click();
  } else {
    [...cell.querySelectorAll('input, select, textarea, button, a[href], [tabindex="0"]')].find(part => !part.closest('.gutter, .side') && !part.disabled && part.checkVisibility())?.focus();
  }
}

function words(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

function tick() {
  for (const time of document.querySelectorAll('time[data-since]')) {
    const shown = words(Date.now() + ahead - Number(time.dataset.since));
    // Only where it differs: what is written here is itself a change that is heard of.
    if (time.textContent !== shown) {
      time.textContent = shown;
    }
  }
}

function show(cell, below) {
  over?.classList.remove('dropping-above', 'dropping-below');
  over = cell;
  cell?.classList.add(below ? 'dropping-below' : 'dropping-above');
}

const isBelow = (cell, y) => {
  const box = cell.getBoundingClientRect();
  return y > box.top + box.height / 2;
};

function onDragStart(event) {
  const cell = event.target.closest?.('.grip')?.closest('[data-cell]');
  if (cell) {
    dragged = cell;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
    event.dataTransfer.setDragImage(cell, 20, 20);
    cell.classList.add('dragged');
  }
}

function onDragOver(event) {
  const cell = dragged && event.target.closest?.('[data-cell]');
  if (cell) {
    event.preventDefault();
    show(cell === dragged ? null : cell, isBelow(cell, event.clientY));
  }
}

function onDrop(event) {
  const cell = dragged && event.target.closest?.('[data-cell]');
  if (!cell || cell === dragged) {
    return;
  }
  event.preventDefault();
  const others = all().filter(other => other !== dragged);
  const above = others[others.indexOf(cell) - (isBelow(cell, event.clientY) ? 0 : 1)];
  page?.invokeMethodAsync('DropCellAsync', dragged.dataset.cell, above?.dataset.cell ?? null).catch(() => { /* cut off: the bar says so */ });
}

function onDragEnd() {
  dragged?.classList.remove('dragged');
  show(null);
  dragged = null;
}

// A click is a choice of something in the cell, and no more of the cell.
function onPointer() {
  for (const cell of document.querySelectorAll('[data-cell][tabindex]')) {
    cell.removeAttribute('tabindex');
  }
}

const listeners = [['dragstart', onDragStart], ['dragover', onDragOver], ['drop', onDrop], ['dragend', onDragEnd], ['pointerdown', onPointer]];

// The server's clock is what the times are of.
export function attach(dotnet, now) {
  page = dotnet;
  ahead = now - Date.now();
  timer = setInterval(tick, 1000);
  new MutationObserver(tick).observe(document.querySelector('main.cells') ?? document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since'] });
  listeners.forEach(([name, listener]) => document.addEventListener(name, listener));
}

export function detach() {
  page = null;
  clearInterval(timer);
  listeners.forEach(([name, listener]) => document.removeEventListener(name, listener));
}
