// Text a person types: the writer at the end of a path, and the editor of a passage. Every keystroke is in the journal of its page (typing-journal.js),
// and the journal in localStorage, before anything else happens to it. This script is there before the connection is: what is typed into a text that
// nobody attached yet is taken down too.
import { Desk, show } from './typing-desk.js';
import { Writer, alignNow, grow, kinds, writers } from './typing-writer.js';
import { learn } from './lessons.js';

function targetOf(element) {
  return JSON.parse(element.dataset.typing);
}

function writerOf(element, target = targetOf(element)) {
  return writers.get(element) ?? new Writer(element, { ...target, text: target.text ?? element.defaultValue }, kinds.text);
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

// Sends all there is, what was typed while sending too. True once everything is stored.
async function save(writer) {
  for (let stored = await writer.desk.run(); ; stored = await writer.desk.run()) {
    if (!stored || writer.desk.journal.isEmpty) {
      return stored;
    }
  }
}

export async function attach(element, dotnet, prefix, target, autofocus) {
  if (!element) {
    return; // gone again before its script was there
  }
  const writer = writerOf(element, { ...target, prefix });
  writer.dotnet = dotnet;
  const { signal } = writer.stop;
  element.addEventListener('keydown', event => onKey(writer, event), { signal });
  element.addEventListener('blur', () => writer.desk.run(), { signal });
  addEventListener('pagehide', () => writer.desk.run(), { signal });
  writer.size = new ResizeObserver(() => alignNow(writer));
  writer.size.observe(element.closest('.page') ?? element.parentElement);
  document.fonts?.ready.then(() => alignNow(writer));
  retarget(element, target);
  // On a touch screen a cursor brings up the keyboard over half the page: only an empty page asks for that.
  // Not from under somebody's hands: coming back from the past, the keyboard is on the slider.
  if (autofocus && document.activeElement !== element && !document.activeElement?.closest('[data-no-keys]') && (target.text === '' || !matchMedia('(pointer: coarse)').matches)) {
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }
  writer.desk.carry(dotnet);
}

export function retarget(element, target) {
  const writer = writers.get(element);
  if (!writer) {
    return;
  }
  if (writer.composed) {
    // Not under a text being composed; the newest target counts.
    writer.later ??= writer.composed.then(() => { const { wanted } = writer; writer.later = null; retarget(element, wanted); });
    writer.wanted = target;
    return;
  }
  if (writer.branch === target.branch) {
    writer.journal.noticed(target.branch, target.revision);
  } else {
    writer.journal.close(writer.branch);
    writer.branch = target.branch;
    writer.wasUnsaved = false;
    writer.takebacks.clear();
    element.value = writer.journal.open(target.branch, target.parent, target.revision, target.text);
    if (document.activeElement === element) {
      element.setSelectionRange(element.value.length, element.value.length);
    }
  }
  alignNow(writer);
  writer.desk.run();
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

export function attachPassage(element, dotnet, prefix, target) {
  if (!element) {
    return; // gone again before its script was there
  }
  const writer = new Writer(element, { ...target, prefix }, kinds.passage);
  writer.dotnet = dotnet;
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
  element.focus({ preventScroll: true });
  element.setSelectionRange(element.value.length, element.value.length);
  requestAnimationFrame(() => grow(element));
  writer.desk.carry(dotnet);
}

export async function finish(element, keepIt) {
  const writer = writers.get(element);
  if (!writer) {
    return;
  }
  const { desk, journal } = writer;
  if (!keepIt) {
    journal.discard();
  } else if (!journal.isEmpty) {
    // From here on it is sent like anything else, also after this editor is gone.
    desk.passages.delete(journal);
    if (!desk.left.includes(journal)) {
      desk.left.push(journal);
    }
    await desk.run();
    while (!journal.isEmpty && writers.has(element)) {
      await new Promise(resolve => setTimeout(resolve, 1000));
      await desk.run();
    }
  }
  desk.passages.delete(journal);
  show();
  writer.dotnet.invokeMethodAsync('FinishAsync').catch(() => { });
}

// A note is typed in while it is open, and what is typed is stored as in a text. It closes once the keyboard has left it and all is stored.
export function attachNote(element, dotnet, prefix, target) {
  if (!element) {
    return; // closed again before its script was there
  }
  const writer = new Writer(element, { ...target, prefix }, kinds.note);
  writer.dotnet = dotnet;
  const { signal } = writer.stop;
  element.addEventListener('blur', () => close(writer), { signal });
  addEventListener('pagehide', () => writer.desk.run(), { signal });
  element.focus({ preventScroll: true });
  element.setSelectionRange(element.value.length, element.value.length);
  requestAnimationFrame(() => grow(element));
  writer.desk.carry(dotnet);
}

async function close(writer) {
  const isLeft = () => writers.has(writer.element) && document.activeElement !== writer.element;
  while (isLeft()) {
    if (await save(writer)) {
      if (isLeft()) {
        writer.dotnet.invokeMethodAsync('FinishAsync').catch(() => { });
      }
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

// Sends what an earlier page of this person left of a text that is not open now.
export function carry(dotnet, prefix) {
  if (Object.keys(localStorage).some(key => key.startsWith(prefix))) {
    Desk.of(prefix).carry(dotnet);
  }
}

export function detach(element) {
  writers.get(element)?.end();
}

// Before the connection has attached the text, and even if it never does.
document.addEventListener('input', event => {
  if (event.target.matches?.('textarea[data-typing]') && !writers.has(event.target)) {
    writerOf(event.target);
  }
}, true);
