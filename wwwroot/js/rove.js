// Arrow keys inside what has data-rove: one tab stop for the whole of it, whose parts the arrows go through. In a tree, left and right also
// fold, unfold and climb.
const parts = box => [...box.querySelectorAll(':scope [tabindex]')];

function move(from, to) {
  if (!to || to === from) {
    return;
  }
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function sideways(all, at, forward) {
  const item = all[at];
  const level = Number(item.getAttribute('aria-level'));
  const folds = item.getAttribute('aria-expanded');
  if (folds === (forward ? 'false' : 'true')) {
    item.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    return item;
  }
  return forward ? all[at + 1] : all.slice(0, at).findLast(other => Number(other.getAttribute('aria-level')) < level);
}

document.addEventListener('keydown', event => {
  const box = event.target.closest?.('[data-rove]');
  if (!box || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return;
  }
  const all = parts(box);
  const at = all.indexOf(event.target);
  if (at < 0) {
    return;
  }
  const isTree = box.getAttribute('role') === 'tree';
  let to;
  switch (event.key) {
    case 'ArrowDown': to = all[at + 1]; break;
    case 'ArrowUp': to = all[at - 1]; break;
    case 'ArrowRight': to = isTree ? sideways(all, at, true) : all[at + 1]; break;
    case 'ArrowLeft': to = isTree ? sideways(all, at, false) : all[at - 1]; break;
    case 'Home': to = all[0]; break;
    case 'End': to = all[all.length - 1]; break;
    case 'Enter':
    case ' ':
      if (!isTree) {
        return;
      }
      event.target.click();
      break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
  move(event.target, to);
}, { capture: true });

// In a field that chooses from a list below it, up and down are the list's and not the cursor's.
document.addEventListener('keydown', event => {
  if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && event.target.matches?.('[data-picks]')) {
    event.preventDefault();
  }
});
