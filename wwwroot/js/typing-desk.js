// Carries what was typed in a cell to the server, one question after the other, for as long as it takes; keeps it in localStorage until then, and takes
// over what earlier pages of the same person left there.
import { Journal } from './typing-journal.js';

// Sent when the hands rest for a moment, and now and then while they do not.
const delay = 700;
const longest = 3000;
const patience = 10000;
// After so long without an answer the person is told that the words wait here.
const slow = 3000;
// A page that is gone without a word has left its journal after so long; only asked where the browser cannot tell.
const abandoned = 180000;
export const desks = new Map();

export const isOffline = () => 'offline' in document.documentElement.dataset;
const nameOf = (prefix, id) => prefix + id;

function store(name, text) {
  try {
    if (text === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, text);
    }
  } catch {
    // Storage is full or forbidden: the text still stands in the page and is sent as usual.
  }
}

// A page holds its journals' locks for as long as it lives, however it ends: nobody else sends what it may still be writing.
function hold(name) {
  navigator.locks?.request(name, () => new Promise(() => { })).catch(() => { });
}

function makeId() {
  return crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, digit => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
}

// One cell's typing on this page: its journal, whoever carries it to the server now, and the text it is shown in.
export class Desk {
  constructor(prefix) {
    this.prefix = prefix;
    this.known = new Set();
    this.journal = this.begin();
    this.passages = new Map();
    this.left = [];
    this.writers = new Set();
    this.typed = new Set(); // the branches typed in on this page
    this.dotnet = null;
    this.timer = 0;
    this.since = null;
    this.running = null;
    this.waits = false;
  }

  static of(prefix) {
    if (!desks.has(prefix)) {
      desks.set(prefix, new Desk(prefix));
    }
    return desks.get(prefix);
  }

  begin() {
    const id = makeId();
    this.known.add(id);
    hold(nameOf(this.prefix, id));
    return new Journal(id, environmentOf(this.prefix, id));
  }

  get journals() {
    return [...this.left, this.journal];
  }

  get unsaved() {
    return [...this.journals, ...this.passages.keys()].reduce((sum, journal) => sum + journal.unsaved, 0);
  }

  carry(dotnet) {
    this.dotnet = dotnet;
    this.adopt();
    this.run();
  }

  // Takes over what other pages of this person left behind; a page that still lives is waited for.
  adopt() {
    for (const name of Object.keys(localStorage).filter(key => key.startsWith(this.prefix))) {
      const id = name.slice(this.prefix.length);
      if (this.known.has(id)) {
        continue;
      }
      this.known.add(id);
      const take = async () => {
        const kept = localStorage.getItem(name);
        if (kept !== null && kept !== '') {
          this.left.push(Journal.read(kept, environmentOf(this.prefix, id)));
          show();
          await this.run();
        }
        return new Promise(() => { });
      };
      if (navigator.locks) {
        navigator.locks.request(name, take).catch(() => { });
      } else {
        const kept = JSON.parse(localStorage.getItem(name));
        if (kept.left || Date.now() - (kept.at ?? 0) > abandoned) {
          take();
        }
      }
    }
  }

  schedule() {
    clearTimeout(this.timer);
    this.since ??= Date.now();
    this.timer = setTimeout(() => this.run(), Math.max(0, Math.min(delay, this.since + longest - Date.now())));
    show();
  }

  // Asks all there is to ask. True once everything typed is stored.
  run() {
    clearTimeout(this.timer);
    this.since = null;
    this.running ??= this.ask().finally(() => { this.running = null; show(); });
    return this.running;
  }

  async ask() {
    for (const journal of this.journals) {
      for (let question = this.next(journal); question; question = this.next(journal)) {
        if (!await this.put(journal, question)) {
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.run(), 2000);
          return false;
        }
      }
    }
    this.left = this.left.filter(journal => !journal.isEmpty);
    return this.journal.isEmpty;
  }

  next(journal) {
    // Composed characters are one input in the making: they go when they are whole.
    return this.dotnet && !isOffline() && ![...this.writers].some(writer => writer.composed && writer.journal === journal) ? journal.question() : null;
  }

  async put(journal, question) {
    let answer = null;
    const worry = setTimeout(() => { this.waits = true; show(); }, slow);
    const lost = new Promise((_, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer')), patience);
      this.lose = () => { clearTimeout(timer); reject(new Error('cut off')); };
    });
    try {
      answer = await Promise.race([this.dotnet.invokeMethodAsync('TypeAsync', question), lost]);
    } catch {
      journal.lost();
      return false;
    } finally {
      clearTimeout(worry);
      this.lose();
      lost.catch(() => { });
      this.lose = null;
    }
    this.waits = false;
    // Composed characters are one input in the making: nothing else changes the text meanwhile.
    await Promise.all([...this.writers].map(writer => writer.composed));
    const effect = journal.answered(question, answer);
    if (effect) {
      this.writers.forEach(writer => writer.take(effect));
    }
    show();
    return answer.stored;
  }

  reconnect() {
    this.lose?.();
    setTimeout(() => this.run());
  }
}

function environmentOf(prefix, id) {
  return { newId: makeId, keep: text => store(nameOf(prefix, id), navigator.locks || text === null ? text : JSON.stringify({ ...JSON.parse(text), at: Date.now() })) };
}

// The words about it: one attribute of the page, and a line at each text.
export function show() {
  const all = [...desks.values()];
  const unsaved = all.reduce((sum, desk) => sum + desk.unsaved, 0);
  document.documentElement.toggleAttribute('data-unsaved', unsaved > 0);
  document.documentElement.toggleAttribute('data-kept', isOffline() || all.some(desk => desk.waits));
  for (const desk of all) {
    desk.writers.forEach(writer => writer.say(desk));
  }
}

document.addEventListener('minihf:connected', () => desks.forEach(desk => desk.reconnect()));
document.addEventListener('minihf:offline', show);

addEventListener('pagehide', () => {
  if (!navigator.locks) {
    desks.forEach(desk => [...desk.journals, ...desk.passages.keys()].filter(journal => !journal.isEmpty).forEach(journal => {
      const name = nameOf(desk.prefix, journal.id);
      const kept = localStorage.getItem(name);
      if (kept) {
        store(name, JSON.stringify({ ...JSON.parse(kept), left: true }));
      }
    }));
  }
});
