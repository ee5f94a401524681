// Menus that open and close without the server: a button with data-menu, and beside it what has role="menu". Arrows go through it, Esc and a
// click elsewhere close it. In a combobox the arrows go through its list (on the server), not through its words.
let open = null;

const itemsOf = menu => [...menu.querySelectorAll('[role^=menuitem]:not(:disabled)')];

function close(back) {
  if (!open) {
    return;
  }
  const { button, menu } = open;
  open = null;
  menu.hidden = true;
  button.setAttribute('aria-expanded', 'false');
  if (back) {
    button.focus();
  }
}

function show(button) {
  const menu = button.parentElement.querySelector('[role=menu]');
  open = { button, menu };
  menu.hidden = false;
  button.setAttribute('aria-expanded', 'true');
  itemsOf(menu)[0]?.focus({ preventScroll: true });
  menu.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-menu]');
  if (button) {
    const again = open?.button === button;
    close(false);
    if (!again) {
      show(button);
    }
  } else if (open) {
    // An item's own click is on its way to the server.
    close(!!event.target.closest('[role^=menuitem]'));
  }
});

document.addEventListener('focusin', event => {
  if (open && !open.menu.contains(event.target) && event.target !== open.button) {
    close(false);
  }
});

document.addEventListener('keydown', event => {
  if (event.target.matches?.('[role=combobox]') && ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].includes(event.key)) {
    event.preventDefault();
  }
  if (!open) {
    return;
  }
  const items = itemsOf(open.menu);
  const at = items.indexOf(document.activeElement);
  switch (event.key) {
    case 'ArrowDown': items[(at + 1) % items.length]?.focus(); break;
    case 'ArrowUp': items[(at - 1 + items.length) % items.length]?.focus(); break;
    case 'Home': items[0]?.focus(); break;
    case 'End': items.at(-1)?.focus(); break;
    case 'Escape': close(true); break;
    case 'Tab': close(true); return;
    case 'Enter':
    case ' ':
      event.stopPropagation();
      return;
    default:
      // A letter goes to the next line that begins with it.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        [...items.slice(at + 1), ...items].find(item => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
        break;
      }
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
