// A few words about what the pointer or the keyboard is on: whatever has data-hint. Esc puts it away. Screen readers have the element's own name.
const tip = document.createElement('div');
tip.className = 'tip';
tip.setAttribute('role', 'tooltip');
tip.hidden = true;
document.body.append(tip);

let shown = null;
let waiting = 0;

function hide() {
  clearTimeout(waiting);
  shown = null;
  tip.hidden = true;
}

function show(target) {
  shown = target;
  tip.textContent = target.dataset.hint;
  tip.hidden = false;
  const box = target.getBoundingClientRect();
  const width = tip.offsetWidth;
  const height = tip.offsetHeight;
  const above = box.top - height - 8;
  tip.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, box.left + box.width / 2 - width / 2))}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
}

document.addEventListener('pointerover', event => {
  const target = event.pointerType === 'touch' ? null : event.target.closest?.('[data-hint]');
  if (target !== shown) {
    hide();
    if (target) {
      waiting = setTimeout(() => target.isConnected && show(target), 120);
    }
  }
});
document.addEventListener('focusin', event => {
  const target = event.target.closest?.('[data-hint]');
  hide();
  if (target?.matches(':focus-visible')) {
    show(target);
  }
});
document.addEventListener('focusout', hide);
document.addEventListener('scroll', hide, { capture: true, passive: true });
document.addEventListener('pointerdown', hide);
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    hide();
  }
}, { capture: true });
