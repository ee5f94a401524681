// One text on a page that a person types in: what its field shows, what its journal holds, and what the field's own undo takes back.
import { across, apply, difference, moved } from './text-change.js';
import { Takebacks } from './typing-undo.js';
import { Desk, isOffline, show } from './typing-desk.js';

export const writers = new WeakMap();
const plain = text => text.replace(/\r\n?/g, '\n');

export const kinds = { text: 'text', passage: 'passage', note: 'note' };

// Where a change ends in the text after it.
function ends(change) {
  let at = 0;
  for (const step of change) {
    at += step.keep + step.put.length;
  }
  return at;
}

export class Writer {
  constructor(element, target, kind) {
    this.element = element;
    this.desk = Desk.of(target.prefix);
    this.kind = kind;
    this.passage = kind === kinds.passage;
    this.journal = this.passage ? this.begin() : this.desk.journal;
    this.branch = target.branch;
    this.stop = new AbortController();
    this.takebacks = new Takebacks();
    this.composed = null;
    this.wasUnsaved = false;
    this.dotnet = null;
    const view = this.journal.open(target.branch, target.parent, target.revision, target.text);
    this.desk.writers.add(this);
    const { signal } = this.stop;
    element.addEventListener('input', () => this.input(), { signal });
    element.addEventListener('keydown', event => this.onUndoKey(event), { signal });
    element.addEventListener('beforeinput', event => this.onUndoInput(event), { signal });
    element.addEventListener('compositionstart', () => { this.composed ??= new Promise(resolve => { this.compose = resolve; }); }, { signal });
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
    const text = element.value.replaceAll('\0', '\ufffd');
    this.takebacks.did(difference(view, text, element.selectionEnd), performance.now(), this.composed !== null);
    this.desk.typed.add(this.branch);
    this.journal.edit(this.branch, text, element.selectionEnd);
    this.afterInput();
  }

  afterInput() {
    grow(this.element);
    if (!this.passage) {
      this.desk.schedule();
    } else {
      show();
    }
  }

  // What was being composed is one input: whole in the undo, and only now on its way to the server.
  endComposing() {
    this.input();
    this.takebacks.seal();
    this.compose?.();
    this.composed = null;
  }

  onUndoKey(event) {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing && (key === 'z' || (key === 'y' && !event.shiftKey))) {
      event.preventDefault();
      event.stopPropagation();
      this.takeBack(key === 'y' || event.shiftKey);
    }
  }

  // The same from a menu or a gesture.
  onUndoInput(event) {
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
      event.preventDefault();
      this.takeBack(event.inputType === 'historyRedo');
    }
  }

  // The browser's own undo ends where a script changes the field, and others' words come in by a script. So it is ours: it takes back what was
  // typed here, a phrase at a time, around what others wrote meanwhile.
  takeBack(again) {
    const change = again ? this.takebacks.again() : this.takebacks.back();
    if (!change) {
      // Nothing was typed here since the page opened: what was before it is in the notebook.
      if (!this.desk.typed.has(this.branch) && !isOffline()) {
        this.dotnet?.invokeMethodAsync('TakeBackAsync', again).catch(() => { });
      }
      return;
    }
    const { element } = this;
    const text = apply(this.journal.view(this.branch), change);
    const caret = ends(change);
    element.value = text;
    element.setSelectionRange(caret, caret);
    this.journal.edit(this.branch, text, caret);
    this.afterInput();
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
      this.takebacks.theirs(effect.text === null ? effect.change : difference(element.value, text, text.length));
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

export function grow(element) {
  if (!CSS.supports('field-sizing', 'content')) {
    element.style.height = '0';
    element.style.height = `${element.scrollHeight}px`;
  }
}

// Lets the text begin where the prose above it ends, on the same line, as if it were one text.
export function alignNow(writer) {
  const { element, kind } = writer;
  if (kind !== kinds.text) {
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
