// Which reading and which notes are shown: the boxes say it, the style sheet does it, and the address keeps it.
import { $, $$ } from './dom.js';

const LISTS = ['show', 'verdict'];
const state = { off: [] };
const boxes = name => $$(`#view input[type=checkbox][name=${name}]:enabled`);

/** Whether the filters show a note: none of its classes is that of an empty box. */
export const isShown = note => !state.off.some(code => note.classList.contains(code));

function recount() {
  state.off = LISTS.flatMap(boxes).filter(box => !box.checked).map(box => box.id.slice(2));
}

/** The address of this view: what is shown whole is not named. */
function query() {
  const parts = [...new URLSearchParams(location.search)]
    .filter(([name]) => ![...LISTS, 'reading'].includes(name))
    .map(pair => pair.map(encodeURIComponent).join('='));
  const reading = $('input[name=reading]:checked')?.value;
  if (reading && reading !== 'published') parts.push(`reading=${reading}`);
  LISTS.forEach(name => {
    const checked = boxes(name).filter(box => box.checked).map(box => box.value);
    if (checked.length < boxes(name).length) parts.push(`${name}=${checked.join() || 'none'}`);
  });
  return parts.length ? `?${parts.join('&')}` : '';
}

export function enableView(onChange) {
  recount();
  document.addEventListener('change', event => {
    if (event.target.form?.id !== 'view') return;
    recount();
    history.replaceState(null, '', location.pathname + query() + location.hash);
    onChange();
  });
  $$('[data-show-all]').forEach(link => link.addEventListener('click', event => {
    const all = LISTS.flatMap(boxes);
    if (!all.length) return;
    event.preventDefault();
    all.forEach(box => { box.checked = true; });
    all[0].focus();
    all[0].dispatchEvent(new Event('change', { bubbles: true }));
  }));
}
