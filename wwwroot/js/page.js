// Small things of the whole page: clipboard, and where the keyboard is while a sheet is open.
let before = null;
let held = null;

// Pages that did not come over https or from this machine have no clipboard: there the old way is tried, and the text left selected.
export async function copy(field, text) {
  field.select();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}

function keepInside(event) {
  if (event.key !== 'Tab' || !held) {
    return;
  }
  const stops = [...held.querySelectorAll('a[href], button:not(:disabled), input, select, textarea')];
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && (document.activeElement === first || document.activeElement === held)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}

export function holdFocus(element) {
  before = document.activeElement;
  held = element;
  (element.querySelector('[autofocus]') ?? element).focus();
  element.addEventListener('keydown', keepInside);
}

// While a sheet is open, whatever on the page below would take the keyboard does not get it.
document.addEventListener('focusin', event => {
  if (held?.isConnected && !held.contains(event.target)) {
    (held.querySelector('[autofocus]') ?? held).focus();
  }
});

export function releaseFocus() {
  held = null;
  before?.focus?.();
  before = null;
}

// Puts words into a field as if they had been typed.
export function fill(field, words) {
  field.value = words;
  field.focus();
  field.setSelectionRange(words.length, words.length);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

// Brings what has this id into view, without moving the keyboard.
export function reveal(id) {
  document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
}
