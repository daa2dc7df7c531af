// The list of marks: the page that cites them all, fetched in the language of this page, with a way to remove each.
import { showControls } from './copy.js';
import { $, $$, say, word } from './dom.js';
import { keep, marks } from './marks.js';

const root = document.getElementById('marked');
const list = $('[data-list]', root), none = $('[data-none]', root);
const clear = $('[data-clear]', root), undo = $('[data-undo]', root);
let before = null;

const address = paths => `${root.dataset.address}?${paths.map(path => `of=${encodeURIComponent(path)}`).join('&')}`;

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** The bare paths, where the site cannot be asked. */
function bare(paths) {
  const rows = paths.map(path => {
    const row = element('li', {}, element('a', { href: path, textContent: path }));
    row.dataset.of = path;
    return row;
  });
  return element('div', {}, element('p', { textContent: word('citeFailed', 'The citation could not be loaded.') }),
    element('ul', {}, ...rows));
}

async function fetched(url) {
  const answer = await fetch(url);
  const part = $('[data-citation]', new DOMParser().parseFromString(await answer.text(), 'text/html'));
  if (!part) throw new Error(`${answer.status}`);
  return document.importNode(part, true);
}

function change(paths) {
  before = marks();
  if (!keep(paths)) { say(word('marksRefused', 'This browser keeps no marks')); return; }
  show();
  undo.hidden = false;
}

function addRemovals() {
  $$('li[data-of]', list).forEach(row => {
    const button = element('button', { type: 'button', className: 'linklike', textContent: word('remove', 'Remove') });
    button.addEventListener('click', () => {
      change(marks().filter(one => one !== row.dataset.of));
      say(word('markRemoved', 'Mark removed'));
      undo.focus();
    });
    ($('.cite-acts', row) ?? row).append(button);
  });
}

async function show(url) {
  const paths = marks();
  none.hidden = paths.length > 0;
  clear.hidden = !paths.length;
  if (!paths.length) { list.replaceChildren(); return; }
  list.setAttribute('aria-busy', 'true');
  const part = await fetched(url ?? address(paths)).catch(() => bare(paths));
  list.removeAttribute('aria-busy');
  $('.cite-what', part)?.remove();
  showControls(part);
  list.replaceChildren(part);
  addRemovals();
}

root.hidden = false;
clear.addEventListener('click', () => { change([]); undo.focus(); });
undo.addEventListener('click', () => { keep(before); undo.hidden = true; show(); $('h1').focus(); });
// A style is chosen without leaving the list.
list.addEventListener('click', event => {
  const link = event.target.closest('.cite-others a');
  if (!link) return;
  event.preventDefault();
  show(`${root.dataset.address}${link.search}`).then(() => $('.cite-others [aria-current]', list)?.focus());
});
addEventListener('storage', () => show());
show();
