// Words in a field that are not typed live, as a note about a branch: kept in localStorage from the first keystroke until the server has them, and sent
// again when the connection, the page or the server comes back. What another wrote meanwhile is brought together with them.
import { across, apply, difference, moved } from './text-change.js';

const pause = 700;
const patience = 10000;
const fields = new WeakMap();
const isOffline = () => 'offline' in document.documentElement.dataset;

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key, text) {
  try {
    if (text === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, text);
    }
  } catch {
    // Storage is full or forbidden: the text still stands in the page and is sent as usual.
  }
}

const whole = (before, after) => difference(before, after, after.length);

class Field {
  constructor(element, dotnet, key, stored) {
    Object.assign(this, { element, dotnet, key, base: stored, asked: null, timer: 0, stop: new AbortController() });
    const { signal } = this.stop;
    element.addEventListener('input', () => this.input(), { signal });
    element.addEventListener('blur', () => this.send(), { signal });
    document.addEventListener('minihf:connected', () => { this.cut?.(); this.send(); }, { signal });
    const kept = JSON.parse(read(key) ?? 'null');
    element.value = kept?.text ?? stored;
    if (kept) {
      this.base = kept.base;
      this.asked = kept.asked;
      this.send();
    }
  }

  input() {
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  keep() {
    const { element, base, asked, key } = this;
    store(key, element.value === base && !asked ? null : JSON.stringify({ text: element.value, base, asked }));
  }

  // One question at a time. One whose answer is lost is asked again, word for word and under its name, so that it is stored once.
  async send() {
    clearTimeout(this.timer);
    if (this.sending || isOffline() || (this.element.value === this.base && !this.asked)) {
      return;
    }
    this.sending = true;
    this.asked ??= { id: crypto.randomUUID?.() ?? null, text: this.element.value, base: this.base };
    this.keep();
    const { asked } = this;
    try {
      const cut = new Promise((_, reject) => {
        const timer = setTimeout(() => reject(new Error('no answer')), patience);
        this.cut = () => { clearTimeout(timer); reject(new Error('cut off')); };
      });
      cut.catch(() => { });
      const now = await Promise.race([this.dotnet.invokeMethodAsync('KeepAsync', asked.id, asked.text, asked.base), cut]);
      this.cut();
      this.asked = null;
      if (now === null) {
        return; // refused, and said so; the words stay here
      }
      this.take(asked.text, now);
      this.keep();
    } catch {
      // Cut off: asked again when the connection is back, or in a while.
      this.timer = setTimeout(() => this.send(), 2000);
      return;
    } finally {
      this.sending = false;
    }
    if (this.element.value !== this.base) {
      this.timer = setTimeout(() => this.send(), pause);
    }
  }

  // The text is this now; what was typed since it was asked for stays, around the caret.
  take(sent, now) {
    const { element } = this;
    // White space at the end is not stored, but stays under the hands of who is about to go on.
    this.base = now === sent.trimEnd() ? sent : now;
    if (this.base !== sent) {
      const [mine, theirs] = across(whole(sent, element.value), whole(sent, now));
      const { selectionStart, selectionEnd } = element;
      element.value = apply(now, mine);
      element.setSelectionRange(moved(selectionStart, theirs), moved(selectionEnd, theirs));
    }
  }

  // Another changed the text. Where nothing was typed here, it is shown.
  heard(stored) {
    if (!this.sending && !this.asked && this.element.value === this.base) {
      this.take(this.base, stored);
    }
  }
}

export function attach(element, dotnet, key, stored) {
  if (element) {
    fields.set(element, new Field(element, dotnet, key, stored));
  }
}

export function heard(element, stored) {
  fields.get(element)?.heard(stored);
}

export function detach(element) {
  const field = fields.get(element);
  if (field) {
    field.send();
    field.stop.abort();
    fields.delete(element);
  }
}

// A field whose words become part of something larger, once that is sent: here they outlive the page.
export function remember(element, key) {
  const kept = read(key) ?? '';
  element.addEventListener('input', () => store(key, element.value === '' ? null : element.value));
  // What was typed before this was heard of goes on from what was kept.
  if (!element.value.startsWith(kept)) {
    element.value = kept + element.value;
  }
  if (element.value !== '') {
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

export function remembered(key) {
  return read(key);
}

export function forget(key) {
  store(key, null);
}
