// What a field's own undo takes back: what was typed in it, a phrase at a time, whatever others did to the text meanwhile. Plain logic, as the journal is.
import { across, compose, inverse, puts } from './text-change.js';

const most = 500;
// A rest of the hands ends a phrase, and so does a sentence or a line.
const rest = 1500;
const longest = 60;
const ending = /[.!?…\n]\s*$/;

export class Takebacks {
  constructor() {
    this.clear();
  }

  clear() {
    this.done = []; // the newest last; each is made on the text with those after it taken back
    this.undone = []; // the next last; each is made on the text with those after it done again
    this.seal();
  }

  // What comes next begins a phrase of its own.
  seal() {
    this.open = null;
  }

  // The person made this change; joined: it is part of the same input as the one before.
  did(change, now, joined = false) {
    if (change.length === 0) {
      return;
    }
    this.undone = [];
    const back = inverse(change);
    if (this.open && this.done.length > 0 && (joined && this.open.joined || this.goesOn(change[0], now))) {
      this.done.push(compose(back, this.done.pop()));
    } else {
      this.done.push(back);
      if (this.done.length > most) {
        this.done.shift();
      }
    }
    this.note(change, now, joined);
  }

  note(change, now, joined) {
    const step = change[0];
    this.open = { kind: step.put === '' ? 'drop' : 'put', at: step.keep + step.put.length, last: now, joined };
  }

  // Whether a change goes on where the newest one ended, in the same phrase.
  goesOn(step, now) {
    const { kind, at, last } = this.open;
    if (now - last > rest) {
      return false;
    }
    if (kind === 'drop') {
      return step.put === '' && (step.keep === at || step.keep + step.drop.length === at);
    }
    const said = puts(inverse(this.done.at(-1)));
    return step.drop === '' && step.keep === at && !(ending.test(said) && !/^\s/.test(step.put)) && !(said.length > longest && /\s$/.test(said));
  }

  // Somebody else changed the text.
  theirs(change) {
    this.seal();
    for (const stack of [this.done, this.undone]) {
      let other = change;
      for (let i = stack.length - 1; i >= 0; i--) {
        [stack[i], other] = across(stack[i], other);
      }
    }
    this.done = this.done.filter(one => one.length > 0);
    this.undone = this.undone.filter(one => one.length > 0);
  }

  // The change that takes the newest phrase back; null where there is none.
  back() {
    return this.turn(this.done, this.undone);
  }

  // The change that does again what was taken back last; null where there is none.
  again() {
    return this.turn(this.undone, this.done);
  }

  turn(from, to) {
    this.seal();
    const change = from.pop() ?? null;
    if (change) {
      to.push(inverse(change));
    }
    return change;
  }
}
