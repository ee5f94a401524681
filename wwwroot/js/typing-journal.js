// What was typed on a page and is not known to be stored yet. Plain logic: no page, no clock, no network. Every edit is in the journal, and the journal
// is kept, before anything else happens to it; it leaves there only once the server says that it is an event.
//
// A journal asks one question at a time: "here is my oldest change, made on revision 7 of this branch; what else happened to the text since?" The answer
// says what, and what was typed meanwhile is put across it. A question that was lost is asked again, word for word: the server knows the number of the
// newest change of each journal that it has stored, so a change that comes twice is stored once.
import { across, apply, compose, difference, puts } from './text-change.js';

export class Journal {
  // keep(text) stores the journal, keep(null) removes it; newId makes ids that nobody else makes.
  constructor(id, { keep, newId }, kept = null) {
    this.id = id;
    this.keep = keep;
    this.newId = newId;
    this.last = kept?.last ?? 0;
    this.changes = kept?.changes ?? [];
    this.nodes = new Map();
    this.wanted = new Set();
    this.asked = null;
    this.problem = null;
  }

  // A journal that another page has left.
  static read(text, environment) {
    const kept = JSON.parse(text);
    return new Journal(kept.id, environment, kept);
  }

  get isEmpty() {
    return this.changes.length === 0;
  }

  // How many edits are not known to be stored.
  get unsaved() {
    return this.changes.reduce((sum, change) => sum + change.edits, 0);
  }

  // Begins to show a branch. What is typed in it and not stored yet is shown too, where this page typed it.
  open(branch, parent, revision, text) {
    const known = this.nodes.get(branch);
    if (known) {
      this.noticed(branch, revision);
      return known.view;
    }
    this.nodes.set(branch, { branch, parent, revision, view: text });
    return text;
  }

  // The branch is not shown any more. What was typed in it and is not stored yet is still seen to.
  close(branch) {
    if (!this.changes.some(change => change.branch === branch) && this.asked?.branch !== branch) {
      this.nodes.delete(branch);
    }
  }

  view(branch) {
    return this.nodes.get(branch)?.view;
  }

  // The person made another text of the branch's; the caret is where they stopped.
  edit(branch, text, caret) {
    const node = this.nodes.get(branch);
    const change = difference(node.view, text, caret);
    if (change.length === 0) {
      return;
    }
    node.view = text;
    const open = this.changes.findLast(one => one.branch === branch && one.shown && !one.sent);
    if (open) {
      open.steps = compose(open.steps, change);
      open.edits++;
      if (open.steps.length === 0) {
        this.changes.splice(this.changes.indexOf(open), 1);
      }
    } else {
      const before = this.changes.findLast(one => one.branch === branch && one.shown);
      this.changes.push({
        id: this.newId(), number: ++this.last, branch, parent: node.parent, sibling: this.newId(), revision: node.revision, steps: change, edits: 1, after: before?.id ?? null, sent: false, shown: true,
      });
    }
    this.save();
  }

  // Somebody changed the branch: ask what, unless the next answer tells anyway.
  noticed(branch, revision) {
    if (revision > (this.nodes.get(branch)?.revision ?? revision)) {
      this.wanted.add(branch);
    }
  }

  // What to ask now; null while an answer is awaited, and where there is nothing to ask.
  question() {
    if (this.asked) {
      return null;
    }
    const oldest = this.changes[0];
    if (oldest) {
      // From here on it stays as it is: who knows how often it has reached the server.
      oldest.sent = true;
      this.save();
      this.asked = {
        journal: this.id, id: oldest.id, number: oldest.number, branch: oldest.branch, parent: oldest.parent, sibling: oldest.sibling, revision: oldest.revision, change: oldest.steps,
      };
      return this.asked;
    }
    for (const branch of this.wanted) {
      this.wanted.delete(branch);
      const node = this.nodes.get(branch);
      if (node) {
        this.asked = { journal: this.id, id: this.newId(), number: 0, branch, parent: node.parent, sibling: branch, revision: node.revision, change: null };
        return this.asked;
      }
    }
    return null;
  }

  // No answer will come: the question is asked again.
  lost() {
    if (this.asked?.number === 0) {
      this.wanted.add(this.asked.branch);
    }
    this.asked = null;
  }

  // Takes the answer to the question asked; any other is left. Gives what it did to the text shown: { branch, moved, change, text }, or null.
  answered(question, answer) {
    if (question !== this.asked) {
      return null;
    }
    this.asked = null;
    this.problem = answer.stored ? null : answer.problem;
    if (!answer.stored) {
      return null;
    }
    const stored = question.number > 0 ? this.changes.shift() : null;
    const next = stored
      ? this.changes.find(change => change.after === stored.id)
      : this.changes.find(change => change.branch === question.branch && change.shown);
    const whole = answer.text ?? null;
    let steps = answer.change;
    if (next) {
      if (whole !== null) {
        next.steps = [{ keep: whole.length, drop: '', put: puts(next.steps) }];
      } else {
        [next.steps, steps] = across(next.steps, steps);
      }
      next.branch = answer.branch;
      next.revision = answer.revision;
      next.after = null;
    }
    const text = whole === null ? null : apply(whole, next?.steps ?? []);
    const effect = stored?.shown === false ? this.elsewhere(answer) : this.show(question, answer, steps, text, next);
    if (next?.steps.length === 0) {
      this.changes.splice(this.changes.indexOf(next), 1);
    }
    if (stored || next) {
      this.save();
    }
    return effect;
  }

  // What an earlier page typed is stored: this page hears of it as of anything that somebody else did.
  elsewhere(answer) {
    this.noticed(answer.branch, answer.revision);
    return null;
  }

  // Brings the text shown up to date, under the name its words have now.
  show(question, answer, change, text, next) {
    const node = this.nodes.get(question.branch);
    if (!node) {
      return null;
    }
    node.view = text ?? apply(node.view, change);
    node.revision = answer.revision;
    if (answer.branch === question.branch) {
      return { branch: question.branch, moved: null, change, text };
    }
    this.nodes.delete(question.branch);
    node.branch = answer.branch;
    if (!this.nodes.has(answer.branch)) {
      this.nodes.set(answer.branch, node);
    } else {
      // The page shows that branch already: what was typed meanwhile comes to it by way of the server.
      this.wanted.add(answer.branch);
      if (next) {
        next.shown = false;
      }
    }
    return { branch: question.branch, moved: answer.branch, change, text };
  }

  // Forgets everything that was typed: the person gave it up.
  discard() {
    this.changes = [];
    this.save();
  }

  save() {
    this.keep(this.changes.length === 0
      ? null
      : JSON.stringify({ id: this.id, last: this.last, changes: this.changes.map(change => ({ ...change, shown: false })) }));
  }
}
