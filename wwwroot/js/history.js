// The slider of a notebook's history. The thumb follows the pointer at once; the page follows as fast as it can, one position at a time.
const tracks = new WeakMap();
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

const last = track => Number(track.dataset.last);

function put(track, version) {
  const most = last(track);
  const share = most <= 1 ? 1 : (version - 1) / (most - 1);
  track.querySelector('[data-thumb]').style.left = `${share * 100}%`;
  track.querySelector('[data-done]').style.width = `${share * 100}%`;
}

function versionAt(track, x) {
  const box = track.getBoundingClientRect();
  return Math.round(clamp((x - box.left) / box.width, 0, 1) * (last(track) - 1)) + 1;
}

async function go(track, version) {
  const own = tracks.get(track);
  own.wanted = clamp(version, 1, last(track));
  put(track, own.wanted);
  if (own.going) {
    return;
  }
  own.going = true;
  try {
    while (own.wanted !== null) {
      const next = own.wanted;
      own.wanted = null;
      await own.dotnet.invokeMethodAsync('GoAsync', next);
    }
  } catch {
    // Cut off: the bar of the page says so.
  } finally {
    own.going = false;
    place(track);
  }
}

function hidePeek(track) {
  track.querySelector('[data-peek]').hidden = true;
}

async function peek(track, x) {
  const own = tracks.get(track);
  own.peeked = versionAt(track, x);
  if (own.peeking) {
    return;
  }
  own.peeking = true;
  try {
    while (own.peeked !== null) {
      const version = own.peeked;
      own.peeked = null;
      const words = await own.dotnet.invokeMethodAsync('Describe', version);
      const tip = track.querySelector('[data-peek]');
      tip.textContent = words;
      tip.hidden = !own.over;
      const box = track.getBoundingClientRect();
      const at = own.x - box.left - tip.offsetWidth / 2;
      tip.style.left = `${clamp(at, 8 - box.left, innerWidth - box.left - tip.offsetWidth - 8)}px`;
    }
  } catch {
    // As above.
  } finally {
    own.peeking = false;
  }
}

// Anywhere in the bar but in its lists and fields; Space only on the slider itself: on a button it is that button's.
function key(track, event) {
  const own = tracks.get(track);
  if (!own || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, [data-rows], [role=tablist]')) {
    return;
  }
  const most = last(track);
  const now = own.wanted ?? own.target ?? Number(track.dataset.at);
  const page = Math.max(10, Math.round(most / 20));
  const to = {
    ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1,
    PageDown: now - page, PageUp: now + page, Home: 1, End: most,
  }[event.key];
  if (to !== undefined) {
    own.target = clamp(to, 1, most);
    go(track, to).finally(() => { own.target = null; });
  } else if (event.key === 'Escape') {
    own.dotnet.invokeMethodAsync('LeaveAsync').catch(() => { });
  } else if (event.key === ' ' && event.target === track) {
    own.dotnet.invokeMethodAsync('PlayAsync').catch(() => { });
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

export function attach(track, dotnet) {
  if (!track) {
    return; // gone again before its script was there
  }
  const own = { dotnet, wanted: null, going: false, peeked: null, peeking: false, over: false, dragging: false, x: 0, target: null };
  tracks.set(track, own);
  track.addEventListener('pointerdown', event => {
    if (event.button !== 0) {
      return;
    }
    own.dragging = true;
    own.over = true;
    own.x = event.clientX;
    track.setPointerCapture(event.pointerId);
    track.focus({ preventScroll: true });
    go(track, versionAt(track, event.clientX));
    peek(track, event.clientX);
    event.preventDefault();
  });
  track.addEventListener('pointermove', event => {
    own.x = event.clientX;
    own.over = true;
    if (own.dragging) {
      go(track, versionAt(track, event.clientX));
    }
    peek(track, event.clientX);
  });
  const end = event => {
    own.dragging = false;
    if (event.pointerType !== 'mouse') {
      own.over = false;
      hidePeek(track);
    }
  };
  track.addEventListener('pointerup', end);
  track.addEventListener('pointercancel', end);
  track.addEventListener('pointerleave', () => {
    own.over = own.dragging;
    if (!own.over) {
      hidePeek(track);
    }
  });
  own.key = event => key(track, event);
  (track.closest('section') ?? track).addEventListener('keydown', own.key);
  place(track);
}

// Where the server says it is, unless somebody is dragging it elsewhere.
export function place(track) {
  const own = tracks.get(track);
  if (own && !own.dragging && !own.going) {
    put(track, Number(track.dataset.at));
  }
}

export function focus(track) {
  track?.focus({ preventScroll: true });
}

export function detach(track) {
  if (!track) {
    return;
  }
  const own = tracks.get(track);
  (track.closest('section') ?? track).removeEventListener('keydown', own?.key);
  tracks.delete(track);
}

// Brings a row of a list that draws only what is in view into it. Arrow keys go from row to row.
const rowed = new WeakSet();

export function reveal(list, top, height) {
  if (!list) {
    return;
  }
  if (!rowed.has(list)) {
    rowed.add(list);
    list.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const rows = [...list.querySelectorAll('button')];
      const at = rows.indexOf(document.activeElement);
      if (step && at >= 0) {
        rows[at + step]?.focus();
        event.preventDefault();
      }
    });
  }
  if (top < list.scrollTop || top + height > list.scrollTop + list.clientHeight) {
    list.scrollTop = top - list.clientHeight / 2;
  }
}
