// The notebook's keys. What each does is decided on the server; which ones there are comes from its table.
import { learn } from './lessons.js';

let page = null;
let table = {};

function nameOf(event) {
  const digit = /^(Digit|Numpad)([1-9])$/.exec(event.code);
  const key = digit && !event.ctrlKey && !event.metaKey && !event.altKey ? digit[2] : event.key.toLowerCase();
  const modifiers = `${event.ctrlKey ? 'ctrl+' : ''}${event.metaKey ? 'meta+' : ''}${event.shiftKey ? 'shift+' : ''}`;
  return { name: modifiers + key, number: digit ? Number(digit[2]) : 0 };
}

function isTyping(element) {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element?.isContentEditable
    || (element instanceof HTMLInputElement && !['button', 'checkbox', 'radio'].includes(element.type));
}

function onKey(event) {
  if (!page || event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('[data-overlay]')) {
    return;
  }
  const { name, number } = nameOf(event);
  const binding = table[name];
  const at = document.activeElement;
  if (!binding) {
    return;
  }
  if (isTyping(at)) {
    // The writer handles its own keys; every other field keeps all of them but Esc.
    if (binding.action === 'leave') {
      at.blur();
    }
    return;
  }
  // Enter on a button or link is that button's.
  if (binding.action === 'write' && name === 'enter' && at?.closest('button, a, summary, [data-branch], [role=button]')) {
    return;
  }
  if (at?.closest('[data-no-keys]') && binding.action !== 'leave') {
    return;
  }
  event.preventDefault();
  const cell = at?.closest('[data-cell]')?.dataset.cell ?? null;
  if (binding.action === 'write') {
    const scope = (cell && document.querySelector(`[data-cell="${cell}"]`)) || document;
    scope.querySelector('[data-writer]')?.focus();
    return;
  }
  const branch = at?.closest('[data-branch]')?.dataset.branch ?? null;
  learn(binding.action);
  page.invokeMethodAsync('DoKeyAsync', binding.action, number, cell, branch).catch(() => { /* cut off: the bar says so */ });
}

export function attach(dotnet, bindings) {
  page = dotnet;
  table = bindings;
  document.addEventListener('keydown', onKey);
}

export function detach() {
  page = null;
  document.removeEventListener('keydown', onKey);
}
