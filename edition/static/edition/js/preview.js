// A source [n] shows its reference on hover or focus, one of several [n, m] those of them all; the note one came from
// is lit in the source list.
import { $, $$, word } from './dom.js';

const OPEN_AFTER = 250;
const CLOSE_AFTER = 300;
const timers = { open: 0, close: 0 };

function markBack(link) {
  $$('.bl.lit').forEach(back => back.classList.remove('lit'));
  const note = link.closest('.note');
  const entry = document.getElementById(link.hash.slice(1));
  if (note && entry) $$('.bl', entry).find(back => back.textContent === note.dataset.n)?.classList.add('lit');
}

function hide(tip) {
  tip.hidden = true;
  $$('[aria-describedby=tip]').forEach(link => link.removeAttribute('aria-describedby'));
}

const hideSoon = tip => { clearTimeout(timers.open); timers.close = setTimeout(() => hide(tip), CLOSE_AFTER); };

function moveBeside(tip, link) {
  const at = link.getBoundingClientRect();
  const left = Math.max(12, Math.min(at.left - 20, innerWidth - tip.offsetWidth - 12));
  const isBelow = at.bottom + tip.offsetHeight + 10 < innerHeight;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(isBelow ? at.bottom + 8 : at.top - tip.offsetHeight - 8) + scrollY}px`;
}

/** The reference that a link leads to, with its number where it is one of several. */
function referenceOf(link, index, links) {
  const reference = $(`${link.hash} p`)?.cloneNode(true);
  if (!reference) return '';
  $$('.bls, [id]', reference).forEach(part => { if (part.matches('.bls')) part.remove(); else part.removeAttribute('id'); });
  if (links.length > 1) reference.prepend(`${link.hash.slice(5)}. `);
  return reference;
}

function show(tip, link) {
  const group = link.closest('.cites');
  const references = (group ? $$(NUMBER, group) : [link]).map(referenceOf);
  if (!references[0]) return;
  clearTimeout(timers.close);
  const more = Object.assign(document.createElement('a'), {
    href: link.hash, className: 'more', textContent: word('inTheSourceList', 'In the source list'),
  });
  more.addEventListener('click', () => { markBack(link); hide(tip); });
  tip.replaceChildren(...references, more);
  tip.hidden = false;
  moveBeside(tip, link);
  link.setAttribute('aria-describedby', 'tip');
}

const NUMBER = 'a.cite[href^="#ref-"]';
const numberAt = event => event.target.closest?.(NUMBER);

/** One listener of a kind for all numbers: a page may hold thousands. */
function watch(tip) {
  document.addEventListener('mouseover', event => {
    const link = numberAt(event);
    if (!link || link.contains(event.relatedTarget)) return;
    clearTimeout(timers.close);
    clearTimeout(timers.open);
    timers.open = setTimeout(() => show(tip, link), OPEN_AFTER);
  });
  document.addEventListener('mouseout', event => {
    if (numberAt(event) && !numberAt(event).contains(event.relatedTarget)) hideSoon(tip);
  });
  document.addEventListener('focusin', event => {
    if (numberAt(event)?.matches(':focus-visible')) show(tip, numberAt(event));
  });
  document.addEventListener('focusout', event => { if (numberAt(event)) hideSoon(tip); });
  document.addEventListener('click', event => {
    const link = numberAt(event);
    if (link) { hide(tip); markBack(link); }
  });
}

export function enablePreviews() {
  if (!$(NUMBER)) return;
  const tip = document.createElement('div');
  Object.assign(tip, { id: 'tip', hidden: true });
  tip.setAttribute('role', 'tooltip');
  document.body.append(tip);
  tip.addEventListener('mouseenter', () => clearTimeout(timers.close));
  tip.addEventListener('mouseleave', () => hideSoon(tip));
  // Before the notes hear of it: Escape closes the preview first, and only then leaves the note.
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !tip.hidden) { hide(tip); event.stopImmediatePropagation(); }
  }, { capture: true });
  watch(tip);
  // Where a reader was before this came.
  const here = document.activeElement?.closest(`${NUMBER}:focus-visible`) ?? $(`${NUMBER}:hover`);
  if (here) timers.open = setTimeout(() => show(tip, here), OPEN_AFTER);
}
