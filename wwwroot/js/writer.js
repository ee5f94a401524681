// Text a person types. Every keystroke is in localStorage before anything else happens to it, and leaves there only once the server has said
// that it is stored. A draft knows its branch's id, so sending it again after a lost answer writes it once.
import { learn } from './lessons.js';

const delay = 700;
const writers = new WeakMap();
const restored = new Set();

const keyOf = writer => writer.prefix + writer.draft.branch;

function unsaved(change) {
  const root = document.documentElement;
  root._unsaved = Math.max(0, (root._unsaved ?? 0) + change);
  root.toggleAttribute('data-unsaved', root._unsaved > 0);
}

function setDirty(writer, dirty) {
  if (writer.dirty !== dirty) {
    writer.dirty = dirty;
    unsaved(dirty ? 1 : -1);
  }
}

function keep(writer) {
  try {
    localStorage.setItem(keyOf(writer), JSON.stringify({ ...writer.draft, text: writer.element.value, at: Date.now() }));
  } catch {
    // Storage is full or forbidden: the text still stands in the page and is sent as usual.
  }
}

function grow(element) {
  element.style.height = '0';
  element.style.height = `${element.scrollHeight}px`;
}

// Lets the text begin where the prose above it ends, on the same line, as if it were one text.
function alignNow(writer) {
  const { element } = writer;
  const prose = element.closest('.page')?.querySelector('[data-end]');
  const wrapper = element.parentElement;
  let indent = 0;
  let lift = 0;
  if (prose && prose.parentElement.querySelector('.passage')) {
    const box = prose.parentElement.getBoundingClientRect();
    const end = prose.getBoundingClientRect();
    const line = parseFloat(getComputedStyle(element).lineHeight);
    indent = Math.max(0, end.left - box.left);
    lift = line;
  }
  element.style.textIndent = `${indent}px`;
  wrapper.style.marginTop = `${-lift}px`;
  grow(element);
}

async function save(writer) {
  clearTimeout(writer.timer);
  if (!writer.dirty) {
    return true;
  }
  // One at a time, so that answers come in the order of the questions.
  while (writer.saving) {
    await writer.saving;
  }
  if (!writer.dirty || !writer.dotnet) {
    return !writer.dirty;
  }
  const draft = { ...writer.draft, text: writer.element.value };
  const key = keyOf(writer);
  writer.sent = [...writer.sent.slice(-8), draft.text];
  writer.saving = send(writer.dotnet, draft);
  const stored = await writer.saving;
  writer.saving = null;
  if (stored && writer.draft.branch === draft.branch && writer.element.value === draft.text) {
    localStorage.removeItem(key);
    setDirty(writer, false);
  } else if (stored && writer.draft.branch === draft.branch) {
    schedule(writer);
  }
  return stored;
}

function send(dotnet, draft) {
  return dotnet.invokeMethodAsync('SaveDraftAsync', { branch: draft.branch, parent: draft.parent, text: draft.text, rewrite: draft.rewrite }).catch(() => false);
}

function schedule(writer) {
  clearTimeout(writer.timer);
  writer.timer = setTimeout(() => save(writer), delay);
}

// Sends what an earlier page of this browser could not.
async function restore(prefix, dotnet, except) {
  if (restored.has(prefix)) {
    return;
  }
  restored.add(prefix);
  const keys = Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => ({ key, draft: JSON.parse(localStorage.getItem(key)) }));
  keys.sort((a, b) => a.draft.at - b.draft.at);
  for (const { key, draft } of keys) {
    if (draft.branch !== except && await send(dotnet, draft)) {
      localStorage.removeItem(key);
    }
  }
}

function onInput(writer) {
  setDirty(writer, true);
  keep(writer);
  grow(writer.element);
  if (!writer.passage) {
    schedule(writer);
  }
}

async function onKey(writer, event) {
  if (event.isComposing) {
    return;
  }
  if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.stopPropagation();
    if (writer.element.value.trim() !== '') {
      learn('grow');
    }
    if (await save(writer)) {
      writer.dotnet?.invokeMethodAsync('GrowAsync').catch(() => { });
    }
  } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && writer.element.value === '') {
    // In an empty text below which cards lie, a number is a choice.
    const card = document.activeElement.closest('[data-cell]')?.querySelectorAll('[data-testid=card]')[Number(event.key) - 1];
    if (card) {
      event.preventDefault();
      learn('pick');
      writer.dotnet?.invokeMethodAsync('PickAsync', Number(event.key)).catch(() => { });
    }
  }
}

function create(element, dotnet, prefix, draft) {
  const writer = { element, dotnet, prefix, draft, dirty: false, saving: null, timer: 0, sent: [], stop: new AbortController() };
  const { signal } = writer.stop;
  element.value = draft.text;
  element.addEventListener('input', () => onInput(writer), { signal });
  document.addEventListener('minihf:connected', () => save(writer), { signal });
  writers.set(element, writer);
  return writer;
}

export async function attach(element, dotnet, prefix, draft, autofocus) {
  if (!element) {
    return; // gone again before its script was there
  }
  const writer = create(element, dotnet, prefix, draft);
  const { signal } = writer.stop;
  element.addEventListener('keydown', event => onKey(writer, event), { signal });
  element.addEventListener('blur', () => save(writer), { signal });
  addEventListener('pagehide', () => save(writer), { signal });
  writer.size = new ResizeObserver(() => alignNow(writer));
  writer.size.observe(element.closest('.page') ?? element.parentElement);
  document.fonts?.ready.then(() => alignNow(writer));
  const kept = localStorage.getItem(keyOf(writer));
  if (kept) {
    element.value = JSON.parse(kept).text;
    setDirty(writer, true);
    save(writer);
  }
  alignNow(writer);
  // On a touch screen a cursor brings up the keyboard over half the page: only an empty page asks for that.
  // Not from under somebody's hands: coming back from the past, the keyboard is on the slider.
  if (autofocus && !document.activeElement?.closest('[data-no-keys]') && (draft.text === '' || !matchMedia('(pointer: coarse)').matches)) {
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }
  await restore(prefix, dotnet, draft.branch);
}

export function retarget(element, draft) {
  const writer = writers.get(element);
  if (!writer) {
    return;
  }
  if (writer.draft.branch === draft.branch) {
    writer.draft = { ...draft };
    // Our own words on their way back are nothing new; somebody else's are shown unless they would overwrite what is being typed.
    if (!writer.dirty && element.value !== draft.text && !(document.activeElement === element && writer.sent.includes(draft.text))) {
      element.value = draft.text;
    }
  } else {
    if (writer.dirty) {
      const left = { ...writer.draft, text: element.value };
      const key = keyOf(writer);
      clearTimeout(writer.timer);
      setDirty(writer, false);
      send(writer.dotnet, left).then(stored => stored && localStorage.removeItem(key));
    }
    writer.draft = { ...draft };
    writer.sent = [];
    element.value = draft.text;
    if (document.activeElement === element) {
      element.setSelectionRange(element.value.length, element.value.length);
    }
  }
  alignNow(writer);
}

export function align(element) {
  const writer = writers.get(element);
  if (writer) {
    alignNow(writer);
  }
}

export function focus(element) {
  element?.focus();
}

export async function flush(element) {
  const writer = writers.get(element);
  return writer ? save(writer) : true;
}

export function attachPassage(element, dotnet, prefix, draft) {
  if (!element) {
    return; // gone again before its script was there
  }
  const writer = create(element, dotnet, prefix, draft);
  const { signal } = writer.stop;
  element.addEventListener('keydown', event => {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      finish(element, false);
    } else if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      finish(element, true);
    }
  }, { signal });
  writer.passage = true;
  clearTimeout(writer.timer);
  element.focus({ preventScroll: true });
  element.setSelectionRange(element.value.length, element.value.length);
  requestAnimationFrame(() => grow(element));
}

export async function finish(element, keepIt) {
  const writer = writers.get(element);
  if (!writer) {
    return;
  }
  clearTimeout(writer.timer);
  if (!keepIt) {
    localStorage.removeItem(keyOf(writer));
    setDirty(writer, false);
  } else if (writer.dirty && !await save(writer)) {
    return;
  }
  writer.dotnet.invokeMethodAsync('FinishAsync').catch(() => { });
}

export function detach(element) {
  const writer = writers.get(element);
  if (!writer) {
    return;
  }
  clearTimeout(writer.timer);
  writer.stop.abort();
  writer.size?.disconnect();
  if (writer.dirty) {
    setDirty(writer, false);
  }
  writer.dotnet = null;
  writers.delete(element);
}
