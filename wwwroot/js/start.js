// Starts Blazor with our own way of reconnecting: it goes on trying for as long as the page is open, says so in a quiet bar, and loads the
// page again once the server is back without its memory of this page. What was typed meanwhile is in localStorage (typing.js).
import './hints.js';
import './rove.js';
import './menu.js';
import './look.js';
import './lessons.js';
import './typing.js';

const bar = document.getElementById('reconnect');
const waits = [0, 500, 1000, 2000, 3000, 5000];
let down = false;
let wake = null;

function pause(milliseconds) {
  return new Promise(resolve => {
    wake = resolve;
    setTimeout(resolve, milliseconds);
  });
}

// Hands that type find their text gone if the page goes: it waits until they rest.
let typedAt = 0;
document.addEventListener('input', () => { typedAt = Date.now(); }, true);

async function rest() {
  while (document.activeElement?.matches('input, textarea') && Date.now() - typedAt < 1500) {
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

async function reconnect() {
  for (let attempt = 0; down; attempt++) {
    await pause(waits[Math.min(attempt, waits.length - 1)]);
    // A drop of a moment is not worth a word.
    bar.hidden = attempt < 1;
    try {
      if (await Blazor.reconnect() === false) {
        await rest();
        location.reload();
        return;
      }
      return;
    } catch {
      // The server cannot be reached yet.
    }
  }
}

bar.querySelector('button').addEventListener('click', () => wake?.());
addEventListener('online', () => wake?.());

// The framework shows its error line by style; ours is hidden by attribute until then.
const error = document.getElementById('blazor-error-ui');
new MutationObserver(() => { error.hidden = error.style.display === 'none' || error.style.display === ''; }).observe(error, { attributes: true, attributeFilter: ['style'] });

Blazor.start({
  circuit: {
    reconnectionHandler: {
      onConnectionDown() {
        if (!down) {
          down = true;
          document.documentElement.dataset.offline = '';
          document.dispatchEvent(new Event('minihf:offline'));
          reconnect();
        }
      },
      onConnectionUp() {
        down = false;
        bar.hidden = true;
        delete document.documentElement.dataset.offline;
        document.dispatchEvent(new Event('minihf:connected'));
      },
    },
  },
});

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-print]');
  if (button) {
    // The text the button is of, and nothing else of the page; the browser's own printing takes all texts and notes.
    const cell = button.closest('[data-cell]');
    cell?.setAttribute('data-printed', '');
    addEventListener('afterprint', () => cell?.removeAttribute('data-printed'), { once: true });
    print();
  }
});
