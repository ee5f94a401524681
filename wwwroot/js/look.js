// Colours and density, chosen for this browser: whatever has data-look sets one. The document element carries them from its first byte on.
const root = document.documentElement;

function show() {
  for (const choice of document.querySelectorAll('[data-look]')) {
    choice.setAttribute('aria-checked', String(root.dataset[choice.dataset.look] === choice.dataset.value));
  }
}

document.addEventListener('click', event => {
  const choice = event.target.closest?.('[data-look]');
  if (choice) {
    const { look, value } = choice.dataset;
    root.dataset[look] = value;
    document.cookie = `minihf-${look}=${value}; path=/; max-age=31536000; samesite=lax`;
    show();
  } else if (event.target.closest?.('[data-menu]')) {
    show();
  }
}, { capture: true });
