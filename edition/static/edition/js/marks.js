// What a reader has marked, to be cited together: paths without a language, kept in this browser alone.
import { $$, say, word } from './dom.js';

const KEY = 'marked';
const MOST = 200; // so many are cited at once
const CITED = ':is(.pmenu-panel, .note-foot) > a[data-cite]';

export function marks() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string' && one.startsWith('/')).slice(0, MOST) : [];
  } catch { return []; }
}

/** Keep a list of marks; false where the browser keeps nothing. */
export function keep(list) {
  try { localStorage.setItem(KEY, JSON.stringify(list)); } catch { return false; }
  showMarks();
  return true;
}

/** The path that a button marks: its own, or that of the thing which the link before it cites. */
function pathOf(button) {
  if (button.dataset.mark) return button.dataset.mark;
  const path = button.previousElementSibling.getAttribute('href').replace(/cite\/$/, '');
  const prefix = `/${document.documentElement.lang}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length - 1) : path;
}

/** Say in the site bar how many there are, and on each button whether its thing is one of them. */
export function showMarks(root = document) {
  const list = new Set(marks());
  $$('a[data-marked]').forEach(link => {
    link.hidden = !list.size;
    link.lastElementChild.textContent = list.size;
  });
  $$('button[data-mark]', root).forEach(button => button.setAttribute('aria-pressed', list.size > 0 && list.has(pathOf(button))));
}

function toggle(button) {
  const path = pathOf(button), list = marks(), others = list.filter(one => one !== path);
  const isNew = others.length === list.length;
  if (isNew && list.length >= MOST) { say(word('markedFull', 'No more can be marked')); return; }
  const isKept = keep(isNew ? [...list, path] : others);
  if (!isKept) say(word('marksRefused', 'This browser keeps no marks'));
  else say(isNew ? word('marked', 'Marked') : word('markRemoved', 'Mark removed'));
}

const whenIdle = window.requestIdleCallback ?? (run => setTimeout(run, 200, { timeRemaining: () => 8 }));

/** Notes and paragraphs get their buttons while nothing else is to be done: there may be a thousand. */
function addButtons() {
  const made = document.createElement('button'), links = $$(CITED);
  Object.assign(made, { type: 'button', textContent: word('mark', 'Mark') });
  made.dataset.mark = '';
  const some = idle => {
    do {
      const link = links.shift(), button = made.cloneNode(true);
      if (!link) break;
      if (!link.closest('.pmenu-panel')) button.className = 'linklike';
      link.after(button);
    } while (idle.timeRemaining() > 4);
    if (links.length) whenIdle(some);
    else showMarks();
  };
  if (links.length) whenIdle(some);
  $$('button[data-mark][hidden]').forEach(button => { button.hidden = false; });
}

export function enableMarks() {
  addButtons();
  showMarks();
  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-mark]');
    if (button) toggle(button);
  });
  addEventListener('storage', () => showMarks());
  addEventListener('pageshow', event => { if (event.persisted) showMarks(); });
}
