// Three keys are taught until they have been used: to grow, to pick, and to see all keys. This browser remembers.
const lessons = ['grow', 'pick', 'keys'];
const name = 'minihf:learned';
const root = document.documentElement;

function read() {
  try {
    return new Set((localStorage.getItem(name) ?? '').split(' ').filter(Boolean));
  } catch {
    return new Set();
  }
}

const learned = read();

function show() {
  root.dataset.learned = [...learned].join(' ');
}

export function learn(lesson) {
  if (learned.has(lesson) || !lessons.includes(lesson)) {
    return;
  }
  learned.add(lesson);
  show();
  try {
    localStorage.setItem(name, root.dataset.learned);
  } catch {
    // Taught again next time.
  }
}

show();
document.addEventListener('click', event => {
  const lesson = event.target.closest?.('[data-lesson]')?.dataset.lesson;
  if (lesson) {
    learn(lesson);
  }
});
