// The text of a constitution while it is written. The text area holds it; what is painted beneath shows line numbers, headers and slots. Every
// keystroke is kept in localStorage until the server has saved a version that says the same.
const editors = new WeakMap();
const paintable = /(\{(?:prompt|response|text|preamble|parent_q)\})/;
const header = /^==\[.+\]==\s*$/;
const pause = 160;

function lineOf(text) {
  const line = document.createElement('div');
  line.className = header.test(text) ? 'line header' : 'line';
  for (const part of text.split(paintable)) {
    if (paintable.test(part)) {
      const slot = document.createElement('span');
      slot.className = 'slot';
      slot.textContent = part;
      line.append(slot);
    } else if (part) {
      line.append(part);
    }
  }
  return line;
}

// Only the lines that differ are made again, so that a long text stays quick under the fingers.
function paint(editor) {
  const { element, mirror, lines } = editor;
  const now = element.value.split('\n');
  let first = 0;
  while (first < now.length && first < lines.length && now[first] === lines[first]) {
    first++;
  }
  let last = 0;
  while (last < now.length - first && last < lines.length - first && now[now.length - 1 - last] === lines[lines.length - 1 - last]) {
    last++;
  }
  for (let i = first; i < lines.length - last; i++) {
    mirror.children[first].remove();
  }
  const before = mirror.children[first] ?? null;
  for (let i = first; i < now.length - last; i++) {
    mirror.insertBefore(lineOf(now[i]), before);
  }
  editor.lines = now;
  remark(editor);
}

function remark(editor) {
  for (const line of editor.mirror.querySelectorAll('.bad, .odd')) {
    line.classList.remove('bad', 'odd');
  }
  editor.mirror.children[editor.bad - 1]?.classList.add('bad');
  for (const odd of editor.odd) {
    editor.mirror.children[odd - 1]?.classList.add('odd');
  }
}

function keep(editor) {
  try {
    localStorage.setItem(editor.key, JSON.stringify({ text: editor.element.value, based: editor.based, at: Date.now() }));
  } catch {
    // Storage is full or forbidden: the text still stands in the page.
  }
}

function tell(editor) {
  clearTimeout(editor.timer);
  return editor.dotnet?.invokeMethodAsync('TextChangedAsync', editor.element.value, editor.based).catch(() => { /* cut off: the bar says so */ });
}

function onInput(editor) {
  paint(editor);
  keep(editor);
  clearTimeout(editor.timer);
  editor.timer = setTimeout(() => tell(editor), pause);
}

async function onKey(editor, event) {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) {
    return;
  }
  const method = event.key === 's' ? 'SaveAsync' : event.key === 'Enter' ? 'RunAsync' : null;
  if (method) {
    event.preventDefault();
    await tell(editor);
    editor.dotnet?.invokeMethodAsync(method).catch(() => { });
  }
}

export function attach(element, mirror, dotnet, key, text, based) {
  const editor = { element, mirror, dotnet, key, based, lines: [], bad: 0, odd: [], timer: 0, stop: new AbortController() };
  const { signal } = editor.stop;
  editors.set(element, editor);
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null');
  element.value = kept && kept.text !== text ? kept.text : text;
  editor.based = kept && kept.text !== text ? kept.based : based;
  mirror.replaceChildren();
  paint(editor);
  element.addEventListener('input', () => onInput(editor), { signal });
  document.addEventListener('minihf:connected', () => tell(editor), { signal });
  document.addEventListener('keydown', event => {
    if (document.querySelector('[data-overlay]') === null) {
      onKey(editor, event);
    }
  }, { signal });
  tell(editor);
}

export function mark(element, bad, odd) {
  const editor = editors.get(element);
  if (editor) {
    editor.bad = bad;
    editor.odd = odd;
    remark(editor);
  }
}

// Another text, as if it had been typed: undo in the browser's own way still works.
export function replace(element, text) {
  const editor = editors.get(element);
  if (!editor) {
    return;
  }
  element.focus({ preventScroll: true });
  element.select();
  if (!document.execCommand('insertText', false, text) || element.value !== text) {
    element.value = text;
  }
  onInput(editor);
  element.setSelectionRange(0, 0);
}

// A version was saved. What was typed since then stays a draft, of that version.
export function saved(element, text, version) {
  const editor = editors.get(element);
  if (!editor) {
    return;
  }
  editor.based = version;
  if (element.value === text) {
    localStorage.removeItem(editor.key);
  } else {
    keep(editor);
  }
  tell(editor);
}

export function goTo(element, line) {
  const editor = editors.get(element);
  if (!editor) {
    return;
  }
  const start = editor.lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  element.focus({ preventScroll: true });
  element.setSelectionRange(start, start + (editor.lines[line - 1]?.length ?? 0));
  editor.mirror.children[line - 1]?.scrollIntoView({ block: 'center' });
}

export function insert(element, text) {
  element.focus({ preventScroll: true });
  if (!document.execCommand('insertText', false, text)) {
    element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end');
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

export function detach(element) {
  const editor = editors.get(element);
  if (editor) {
    clearTimeout(editor.timer);
    editor.stop.abort();
    editor.dotnet = null;
    editors.delete(element);
  }
}

// A field whose words outlive the page in this browser.
export function keepField(element, key) {
  const kept = localStorage.getItem(key);
  if (kept !== null && element.value === '') {
    element.value = kept;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
  element.addEventListener('input', () => {
    try {
      localStorage.setItem(key, element.value);
    } catch {
      // As above.
    }
  });
}

export function setField(element, text) {
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

export function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
