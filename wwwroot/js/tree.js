// Tells the server which part of a tree is in view, and brings a branch into it.
const parts = new WeakMap();

export function attach(scroller, dotnet) {
  if (!scroller) {
    return; // gone again before its script was there
  }
  let waiting = false;
  const tell = () => {
    if (waiting) {
      return;
    }
    waiting = true;
    setTimeout(() => {
      waiting = false;
      dotnet.invokeMethodAsync('ShowPart', scroller.scrollLeft, scroller.scrollTop, scroller.clientWidth, scroller.clientHeight).catch(() => { });
    }, 90);
  };
  const size = new ResizeObserver(tell);
  size.observe(scroller);
  scroller.addEventListener('scroll', tell, { passive: true });
  parts.set(scroller, { size, tell });
}

const margin = 40;

function inView(scroller, x, y) {
  return x > scroller.scrollLeft + margin && x < scroller.scrollLeft + scroller.clientWidth - margin
    && y > scroller.scrollTop + margin / 2 && y < scroller.scrollTop + scroller.clientHeight - margin / 2;
}

export function reveal(scroller, x, y, smooth, moved) {
  if (!scroller) {
    return;
  }
  const hadKeyboard = scroller.contains(document.activeElement);
  // A branch that only moved a little, because others grew, needs no scrolling while it can be seen.
  if (moved && inView(scroller, x, y)) {
    return;
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroller.scrollTo({
    left: x - scroller.clientWidth * 0.7,
    top: y - scroller.clientHeight / 2,
    behavior: smooth && !calm ? 'smooth' : 'instant',
  });
  if (hadKeyboard) {
    scroller.querySelector('[role=treeitem][tabindex="0"]')?.focus({ preventScroll: true });
  }
}

export function detach(scroller) {
  const part = parts.get(scroller);
  if (part) {
    part.size.disconnect();
    scroller.removeEventListener('scroll', part.tell);
    parts.delete(scroller);
  }
}
