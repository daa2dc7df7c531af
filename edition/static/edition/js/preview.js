// A source [n] shows its reference on hover or focus; the note one came from is lit in the source list.
import { $, $$, word } from './dom.js';

const OPEN_AFTER = 250;
const CLOSE_AFTER = 300;
const timers = { open: 0, close: 0 };

function markBack(link) {
  $$('.bl.lit').forEach(back => back.classList.remove('lit'));
  const note = link.closest('.note');
  const entry = document.getElementById(link.hash.slice(1));
  if (note && entry) $(`.bl[data-n="${CSS.escape(note.dataset.n)}"]`, entry)?.classList.add('lit');
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

function show(tip, link) {
  const entry = document.getElementById(link.hash.slice(1));
  const reference = entry && $('p', entry)?.cloneNode(true);
  if (!reference) return;
  clearTimeout(timers.close);
  $$('.bls, [id]', reference).forEach(part => { if (part.matches('.bls')) part.remove(); else part.removeAttribute('id'); });
  const more = Object.assign(document.createElement('a'), {
    href: link.hash, className: 'more', textContent: word('inTheSourceList', 'In the source list'),
  });
  more.addEventListener('click', () => { markBack(link); hide(tip); });
  tip.replaceChildren(reference, more);
  tip.hidden = false;
  moveBeside(tip, link);
  link.setAttribute('aria-describedby', 'tip');
}

function watch(tip, link) {
  link.addEventListener('mouseenter', () => {
    clearTimeout(timers.close);
    timers.open = setTimeout(() => show(tip, link), OPEN_AFTER);
  });
  link.addEventListener('mouseleave', () => hideSoon(tip));
  link.addEventListener('focus', () => { if (link.matches(':focus-visible')) show(tip, link); });
  link.addEventListener('blur', () => hideSoon(tip));
  link.addEventListener('click', () => { hide(tip); markBack(link); });
}

export function enablePreviews() {
  const links = $$('a.cite[href^="#ref-"]');
  if (!links.length) return;
  const tip = document.createElement('div');
  Object.assign(tip, { id: 'tip', hidden: true });
  tip.setAttribute('role', 'tooltip');
  document.body.append(tip);
  tip.addEventListener('mouseenter', () => clearTimeout(timers.close));
  tip.addEventListener('mouseleave', () => hideSoon(tip));
  // Before the notes hear of it: Escape closes the preview first, and only then leaves the note.
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !tip.hidden) { hide(tip); event.stopImmediatePropagation(); }
  });
  links.forEach(link => watch(tip, link));
}
