// Judging: keys, swipes and dragging. What each does is decided on the server.
const desks = new Map();
const farEnough = 90;
// What was stored is on the page well within this.
const patience = 3000;

function nameOf(event) {
  const digit = /^(Digit|Numpad)([0-9])$/.exec(event.code);
  const key = digit && !event.shiftKey ? digit[2] : event.key.toLowerCase();
  return `${event.ctrlKey ? 'ctrl+' : ''}${event.metaKey ? 'meta+' : ''}${event.shiftKey ? 'shift+' : ''}${key}`;
}

function isTyping(element) {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element?.isContentEditable
    || (element instanceof HTMLInputElement && !['button', 'checkbox', 'radio'].includes(element.type));
}

function say(desk, action) {
  desk.dotnet.invokeMethodAsync('DoAsync', action).catch(() => { /* cut off: the bar says so */ });
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('[data-overlay]')) {
    return;
  }
  const at = document.activeElement;
  for (const [stage, desk] of desks) {
    const inside = desk.scope.contains(at);
    if (!inside && !(desk.wholePage && (at === document.body || at === null || !isTyping(at)))) {
      continue;
    }
    if (isTyping(at)) {
      // Out of the words, back to judging: not out of the cell.
      if (event.key === 'Escape' && stage.contains(at)) {
        event.preventDefault();
        event.stopPropagation();
        stage.focus({ preventScroll: true });
        say(desk, 'leave');
      }
      return;
    }
    const action = desk.keys[nameOf(event)];
    // Enter on a button or link is that button's.
    if (!action || (event.key === 'Enter' && at?.closest('button, a, summary'))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    say(desk, action);
    return;
  }
}

// A card follows the finger and, let go far enough to a side, gives that side's answer.
function swipes(stage, desk) {
  let held = null;
  stage.addEventListener('pointerdown', event => {
    const card = event.target.closest('[data-swipe-right]');
    if (event.pointerType !== 'mouse' && card && event.isPrimary && !event.target.closest('button, textarea, .grip')) {
      held = { card, x: event.clientX, y: event.clientY, by: 0, id: event.pointerId };
    }
  });
  stage.addEventListener('pointermove', event => {
    if (!held || event.pointerId !== held.id) {
      return;
    }
    const by = event.clientX - held.x;
    if (held.by === 0 && (Math.abs(by) < 12 || Math.abs(event.clientY - held.y) > Math.abs(by))) {
      return;
    }
    held.by = by < 0 && !held.card.dataset.swipeLeft ? by / 6 : by;
    held.card.style.transform = `translateX(${held.by}px) rotate(${held.by / 60}deg)`;
    held.card.toggleAttribute('data-far', Math.abs(held.by) > farEnough);
  });
  const drop = event => {
    if (!held || event.pointerId !== held.id) {
      return;
    }
    const { card, by } = held;
    held = null;
    card.style.transform = '';
    card.removeAttribute('data-far');
    const action = by > farEnough ? card.dataset.swipeRight : by < -farEnough ? card.dataset.swipeLeft : null;
    if (action && event.type === 'pointerup') {
      say(desk, action);
    }
  };
  stage.addEventListener('pointerup', drop);
  stage.addEventListener('pointercancel', drop);
}

// A text of a ranking is dragged by its grip to its place.
function drags(stage, desk) {
  let held = null;
  const items = () => [...stage.querySelectorAll('[data-rank]')];
  const placeAt = y => {
    const all = items();
    const found = all.findIndex(item => {
      const box = item.getBoundingClientRect();
      return item !== held.item && y < box.top + box.height / 2;
    });
    return found < 0 ? all.length : found;
  };
  stage.addEventListener('pointerdown', event => {
    const grip = event.target.closest('.grip');
    const item = grip?.closest('[data-rank]');
    if (item && event.isPrimary && event.button === 0) {
      held = { item, y: event.clientY, id: event.pointerId };
      grip.setPointerCapture(event.pointerId);
      item.classList.add('dragged');
      event.preventDefault();
    }
  });
  stage.addEventListener('pointermove', event => {
    if (held && event.pointerId === held.id) {
      held.item.style.transform = `translateY(${event.clientY - held.y}px)`;
      const to = placeAt(event.clientY);
      items().forEach((item, at) => item.classList.toggle('before', at === to && item !== held.item));
    }
  });
  const drop = event => {
    if (!held || event.pointerId !== held.id) {
      return;
    }
    const all = items();
    const from = all.indexOf(held.item);
    const gap = placeAt(event.clientY);
    held.item.style.transform = '';
    held.item.classList.remove('dragged');
    all.forEach(item => item.classList.remove('before'));
    held = null;
    const to = gap > from ? gap - 1 : gap;
    if (event.type === 'pointerup') {
      desk.dotnet.invokeMethodAsync('MoveAsync', from, to).catch(() => { /* cut off: the bar says so */ });
    }
  };
  stage.addEventListener('pointerup', drop);
  stage.addEventListener('pointercancel', drop);
}

export function attach(stage, dotnet, keys, wholePage) {
  const desk = { dotnet, keys, wholePage, scope: stage };
  if (desks.size === 0) {
    document.addEventListener('keydown', onKey, true);
  }
  desks.set(stage, desk);
  swipes(stage, desk);
  drags(stage, desk);
}

export function useKeys(stage, keys) {
  const desk = desks.get(stage);
  if (desk) {
    desk.keys = keys;
  }
}

// The keyboard stays at the desk when the button it was on is gone, or goes with what was just stored.
export function hold(stage) {
  const at = document.activeElement;
  const seen = new MutationObserver(look);
  function look() {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost) {
      stage.focus({ preventScroll: true });
    }
    if (lost || document.activeElement !== at) {
      seen.disconnect();
    }
  }
  seen.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => seen.disconnect(), patience);
  look();
}

export function detach(stage) {
  desks.delete(stage);
  if (desks.size === 0) {
    document.removeEventListener('keydown', onKey, true);
  }
}
