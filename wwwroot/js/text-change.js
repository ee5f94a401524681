// What somebody did to a text: a list of steps { keep, drop, put }, from its beginning on; what follows the last step stays as it is. The same
// as TextChange on the server, function by function: the two have to agree to the letter.

// Reads a change piece by piece: of each step what is kept, then what is put, then what is dropped. At its end everything is kept.
class Pieces {
  constructor(steps) {
    this.steps = steps;
    this.at = 0;
    this.part = 0;
    this.taken = 0;
    this.load();
  }

  load() {
    for (; this.at < this.steps.length; this.part === 2 ? (this.part = 0, this.at++) : this.part++) {
      const step = this.steps[this.at];
      this.text = this.part === 1 ? step.put : this.part === 2 ? step.drop : '';
      this.length = this.part === 0 ? step.keep : this.text.length;
      this.taken = 0;
      if (this.length > 0) {
        return;
      }
    }
    this.part = 0;
    this.length = Infinity;
    this.text = '';
  }

  get ended() { return this.at === this.steps.length; }
  get puts() { return this.part === 1; }
  get drops() { return this.part === 2; }

  take(length) {
    if (this.ended) {
      return '';
    }
    const text = this.part === 0 ? '' : this.text.substr(this.taken, length);
    this.taken += length;
    this.length -= length;
    if (this.length === 0) {
      this.part === 2 ? (this.part = 0, this.at++) : this.part++;
      this.load();
    }
    return text;
  }
}

class Steps {
  constructor() {
    this.steps = [];
    this.kept = 0;
    this.putText = '';
    this.dropText = '';
  }

  keep(length) {
    if (length > 0) {
      this.end();
      this.kept += length;
    }
  }

  put(text) {
    // What is put behind something dropped stays behind it: another's text may have its place between.
    if (text !== '' && this.dropText !== '') {
      this.end();
    }
    this.putText += text;
  }

  drop(text) {
    this.dropText += text;
  }

  end() {
    if (this.putText !== '' || this.dropText !== '') {
      this.steps.push({ keep: this.kept, drop: this.dropText, put: this.putText });
      this.kept = 0;
      this.putText = '';
      this.dropText = '';
    }
  }

  build() {
    this.end();
    return this.steps;
  }
}

export function apply(text, change) {
  let after = '';
  let at = 0;
  for (const step of change) {
    after += text.substr(at, step.keep) + step.put;
    at += step.keep + step.drop.length;
  }
  return after + text.substr(at);
}

// Takes a change back.
export function inverse(change) {
  return change.map(({ keep, drop, put }) => ({ keep, drop: put, put: drop }));
}

// All that a change puts, joined.
export function puts(change) {
  return change.map(step => step.put).join('');
}

// Both changes as one: the first, then the second.
export function compose(first, second) {
  const a = new Pieces(first);
  const b = new Pieces(second);
  const both = new Steps();
  while (!a.ended || !b.ended) {
    if (b.puts) {
      both.put(b.take(b.length));
    } else if (a.drops) {
      both.drop(a.take(a.length));
    } else {
      const length = Math.min(a.length, b.length);
      const made = a.puts;
      const goes = b.drops;
      const put = a.take(length);
      const drop = b.take(length);
      if (!made && !goes) {
        both.keep(length);
      } else if (!made) {
        both.drop(drop);
      } else if (!goes) {
        both.put(put);
      }
    }
  }
  return both.build();
}

// Two changes of the same text, each as it is after the other: [mine, theirs]. Theirs came first: where both put something at one place, theirs stands
// before mine.
export function across(mine, theirs) {
  const a = new Pieces(mine);
  const b = new Pieces(theirs);
  const mineAfter = new Steps();
  const theirsAfter = new Steps();
  while (!a.ended || !b.ended) {
    if (b.puts) {
      mineAfter.keep(b.length);
      theirsAfter.put(b.take(b.length));
    } else if (a.puts) {
      theirsAfter.keep(a.length);
      mineAfter.put(a.take(a.length));
    } else {
      const length = Math.min(a.length, b.length);
      const iDrop = a.drops;
      const theyDrop = b.drops;
      const my = a.take(length);
      const its = b.take(length);
      if (!iDrop && !theyDrop) {
        mineAfter.keep(length);
        theirsAfter.keep(length);
      } else if (!theyDrop) {
        mineAfter.drop(my);
      } else if (!iDrop) {
        theirsAfter.drop(its);
      }
    }
  }
  return [mineAfter.build(), theirsAfter.build()];
}

// Where a place in the text is after a change. One at which something is put stays before it.
export function moved(place, change) {
  let at = 0;
  let shift = 0;
  for (const step of change) {
    at += step.keep;
    if (at >= place) {
      break;
    }
    shift += step.put.length - Math.min(step.drop.length, place - at);
    at += step.drop.length;
  }
  return place + shift;
}

const isHigh = code => code >= 0xd800 && code < 0xdc00;
const isLow = code => code >= 0xdc00 && code < 0xe000;

// The change that an input made of a text; the caret stands at its end. Never between the halves of a character.
export function difference(before, after, caret) {
  const most = Math.min(before.length, after.length);
  const behind = Math.min(most, Math.max(0, after.length - caret));
  let tail = 0;
  while (tail < behind && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail++;
  }
  let head = 0;
  while (head < most - tail && before.charCodeAt(head) === after.charCodeAt(head)) {
    head++;
  }
  while (tail < most - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail++;
  }
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) {
    head--;
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) {
    tail--;
  }
  const drop = before.substring(head, before.length - tail);
  const put = after.substring(head, after.length - tail);
  return drop === '' && put === '' ? [] : [{ keep: head, drop, put }];
}
