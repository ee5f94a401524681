// Text a person types: the writer at the end of a path, and the editor of a passage. Every keystroke is in the journal of its page (typing-journal.js),
// and the journal in localStorage, before anything else happens to it. This script is there before the connection is: what is typed into a text that
// nobody attached yet is taken down too.
import { across, apply, difference, moved } from './text-change.js';
import { Desk, isOffline, show } from './typing-desk.js';
import { learn } from './lessons.js';

const writers = new WeakMap();
const plain = text => text.replace(/\r\n?/g, '\n');

class Writer {
  constructor(element, target, passage) {
    this.element = element;
    this.desk = Desk.of(target.prefix);
    this.passage = passage;
    this.journal = passage ? this.begin() : this.desk.journal;
    this.branch = target.branch;
    this.stop = new AbortController();
    this.composed = null;
    this.wasUnsaved = false;
    this.dotnet = null;
    const view = this.journal.open(target.branch, target.parent, target.revision, target.text);
    this.desk.writers.add(this);
    const { signal } = this.stop;
    element.addEventListener('input', () => this.input(), { signal });
    element.addEventListener('compositionstart', () => { this.composed = new Promise(resolve => { this.compose = resolve; }); }, { signal });
    element.addEventListener('compositionend', () => this.endComposing(), { signal });
    writers.set(element, this);
    this.begins(plain(view));
  }

  // A passage is stored when its person says so; until then its journal waits.
  begin() {
    const journal = this.desk.begin();
    this.desk.passages.set(journal, this);
    return journal;
  }

  // Shows the text, and takes down what was typed in it before this script knew of it.
  begins(view) {
    const { element } = this;
    const shown = plain(element.defaultValue);
    const typed = difference(shown, element.value, element.selectionEnd);
    if (shown !== view) {
      const [change] = across(typed, difference(shown, view, view.length));
      element.value = apply(view, change);
    }
    if (typed.length > 0) {
      this.input();
    }
  }

  input() {
    const { element } = this;
    let view = this.journal.view(this.branch);
    if (view.includes('\r')) {
      // A text field knows one kind of line end. Whoever types in the text makes it the text's.
      this.journal.edit(this.branch, plain(view), 0);
      view = plain(view);
    }
    this.journal.edit(this.branch, element.value.replaceAll('\0', '\ufffd'), element.selectionEnd);
    grow(element);
    if (!this.passage) {
      this.desk.schedule();
    } else {
      show();
    }
  }

  endComposing() {
    this.compose?.();
    this.composed = null;
    this.input();
  }

  // Others' changes come in around the caret.
  take(effect) {
    if (effect.branch !== this.branch || this.passage) {
      return;
    }
    this.branch = effect.moved ?? this.branch;
    const { element } = this;
    const text = plain(this.journal.view(this.branch));
    if (element.value !== text) {
      const { selectionStart, selectionEnd, selectionDirection, scrollTop } = element;
      element.value = text;
      const at = place => (effect.text === null ? moved(place, effect.change) : place);
      element.setSelectionRange(at(selectionStart), at(selectionEnd), selectionDirection);
      element.scrollTop = scrollTop;
    }
    alignNow(this);
  }

  say(desk) {
    const line = this.element.parentElement?.querySelector('[data-typing-state]');
    if (!line) {
      return;
    }
    const count = this.passage ? this.journal.unsaved : desk.unsaved;
    const problem = this.journal.problem;
    const state = count === 0 ? (this.wasUnsaved ? 'saved' : '') : isOffline() || desk.waits ? 'kept' : problem ? 'problem' : this.passage ? '' : 'saving';
    this.wasUnsaved ||= count > 0;
    const words = {
      '': '',
      saved: 'Saved',
      saving: 'Saving…',
      kept: `Kept here until the server is back · ${count} ${count === 1 ? 'change' : 'changes'}`,
      problem: `Kept here: ${problem}`,
    }[state];
    if (line.dataset.typingState !== state || line.textContent !== words) {
      line.dataset.typingState = state;
      line.textContent = words;
    }
  }

  end() {
    this.stop.abort();
    this.size?.disconnect();
    this.compose?.();
    this.desk.writers.delete(this);
    writers.delete(this.element);
    if (this.desk.dotnet === this.dotnet) {
      this.desk.dotnet = [...this.desk.writers].find(writer => writer.dotnet)?.dotnet ?? null;
    }
    if (!this.passage) {
      this.journal.close(this.branch);
    }
    show();
  }
}

function targetOf(element) {
  return JSON.parse(element.dataset.typing);
}

function writerOf(element, target = targetOf(element)) {
  return writers.get(element) ?? new Writer(element, { ...target, text: target.text ?? element.defaultValue }, false);
}

function grow(element) {
  if (!CSS.supports('field-sizing', 'content')) {
    element.style.height = '0';
    element.style.height = `${element.scrollHeight}px`;
  }
}

// Lets the text begin where the prose above it ends, on the same line, as if it were one text.
function alignNow(writer) {
  const { element, passage } = writer;
  if (passage) {
    grow(element);
    return;
  }
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
  if (writer.branch === target.branch) {
    writer.journal.noticed(target.branch, target.revision);
  } else {
    writer.journal.close(writer.branch);
    writer.branch = target.branch;
    writer.wasUnsaved = false;
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
  const writer = new Writer(element, { ...target, prefix }, true);
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

export function detach(element) {
  writers.get(element)?.end();
}

// Before the connection has attached the text, and even if it never does.
document.addEventListener('input', event => {
  if (event.target.matches?.('textarea[data-typing]') && !writers.has(event.target)) {
    writerOf(event.target);
  }
}, true);
