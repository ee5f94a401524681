// The notebook's keys. Which there are comes from the server's table; what they do is decided there too, but for going from one place of the
// page to another. The keyboard is in one of three places: in words (then a key is a letter), in a text's tree and cards, or on a cell as a whole.
import { learn } from './lessons.js';
import * as cells from './cells.js';

// How long the second key of two may take.
const patience = 1000;

let page = null;
let table = { loom: {}, cell: {} };
let first = '';
let until = 0;

function nameOf(event) {
  const digit = /^(Digit|Numpad)([1-9])$/.exec(event.code);
  const key = digit && !event.ctrlKey && !event.metaKey && !event.altKey ? digit[2] : event.key.toLowerCase();
  const modifiers = `${event.ctrlKey ? 'ctrl+' : ''}${event.metaKey ? 'meta+' : ''}${event.shiftKey ? 'shift+' : ''}`;
  return { name: modifiers + key, number: digit ? Number(digit[2]) : 0 };
}

function isTyping(element) {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element?.isContentEditable
    || (element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range'].includes(element.type));
}

const isLoom = cell => cell?.dataset.kind === 'write' && !cell.classList.contains('collapsed');

function levelOf(at) {
  const cell = at?.closest('[data-cell]');
  return (cell && cell === at) || !isLoom(cell ?? cells.current()) ? 'cell' : 'loom';
}

// What a key means; 'wait' where it may be the first of two.
function find(level, name) {
  const keys = table[level];
  const two = performance.now() < until ? keys[`${first} ${name}`] : null;
  first = '';
  if (two) {
    return two;
  }
  if (!keys[name] && Object.keys(keys).some(key => key.startsWith(`${name} `))) {
    first = name;
    until = performance.now() + patience;
    return 'wait';
  }
  return keys[name];
}

function ask(action, number = 0, cell = null, branch = null) {
  page.invokeMethodAsync('DoKeyAsync', action, number, cell, branch).catch(() => { /* cut off: the bar says so */ });
}

function onTyping(event, name, at) {
  const cell = at.closest('[data-cell]');
  const binding = table[isLoom(cell) || !cell ? 'loom' : 'cell'][name];
  if (!binding?.typing) {
    return;
  }
  switch (binding.action) {
    case 'leave':
      at.blur();
      if (cell && !isLoom(cell)) {
        cells.focus(cell);
      }
      break;
    case 'palette':
    case 'save':
      event.preventDefault();
      ask(binding.action, 0, cell?.dataset.cell ?? null);
      break;
    case 'run':
    case 'run-next':
      // A field tells what it holds when it is left.
      event.preventDefault();
      cells.focus(cell);
      run(binding.action, cell);
      break;
  }
}

function run(action, cell) {
  if (action === 'run-next') {
    cells.step(cell, 1);
  }
  ask(action, 0, cell?.dataset.cell ?? null);
}

function onKey(event) {
  if (!page || event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('[data-overlay]')) {
    return;
  }
  const { name, number } = nameOf(event);
  const at = document.activeElement;
  if (isTyping(at)) {
    onTyping(event, name, at);
    return;
  }
  if (['shift', 'control', 'meta'].includes(event.key.toLowerCase())) {
    return;
  }
  const level = levelOf(at);
  const binding = find(level, name);
  if (!binding) {
    return;
  }
  if (binding === 'wait') {
    event.preventDefault();
    return;
  }
  // Enter on a button or link is that button's.
  if (name === 'enter' && at?.closest('button, a, summary, [data-branch], [role=button]')) {
    return;
  }
  if (at?.closest('[data-no-keys]') && !['leave', 'palette', 'save', 'keys'].includes(binding.action)) {
    return;
  }
  event.preventDefault();
  doNow(binding.action, number, at?.closest('[data-cell]') ?? cells.current(), at?.closest('[data-branch]')?.dataset.branch ?? null);
}

function doNow(action, number, cell, branch) {
  const at = document.activeElement;
  switch (action) {
    case 'write':
      cells.enter(cell);
      return;
    case 'cell-next':
      cells.step(cell, 1);
      return;
    case 'cell-previous':
      cells.step(cell, -1);
      return;
    case 'run-next':
      run(action, cell);
      return;
    case 'leave':
      if (at === document.body || at?.closest('[data-cell]')) {
        cells.focus(cell);
      }
      break;
  }
  learn(action);
  ask(action, number, cell?.dataset.cell ?? null, branch);
}

// What the palette asks of the browser: the same as the key.
export function perform(action, id) {
  doNow(action, 0, document.querySelector(`[data-cell="${id}"]`) ?? cells.current(), null);
}

export function focusCell(id) {
  cells.focus(document.querySelector(`[data-cell="${id}"]`));
}

export function attach(dotnet, bindings, now) {
  page = dotnet;
  table = bindings;
  cells.attach(dotnet, now);
  document.addEventListener('keydown', onKey);
}

export function detach() {
  page = null;
  cells.detach();
  document.removeEventListener('keydown', onKey);
}
