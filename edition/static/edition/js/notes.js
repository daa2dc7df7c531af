// One note is active at a time; its words, letter, key and strip mark light up together.
import { $, $$, say, word } from './dom.js';
import { letterOf, light, lightOnly } from './light.js';
import { groupsOf, inMargin, leave, place, wide } from './margin.js';
import { enableView, isShown } from './view.js';

const state = { reading: null, notes: [], groups: [], byLetter: new Map(), active: null, waiting: 0, width: null };
const key = element => element.dataset.n;
const order = () => state.notes.filter(isShown);
const activeLetter = () => (state.active ? key(state.active) : undefined);

function replace() {
  cancelAnimationFrame(state.waiting);
  state.waiting = requestAnimationFrame(() => place(state.reading, state.groups, state.active, true));
}

function report(text, spoken) {
  const line = $('#pos');
  if (!line) return;
  line.textContent = text;
  say(spoken ? `${text}: ${spoken}` : text, true);
}

function reportNote(note) {
  const list = order();
  const spoken = `${$('.head', note).textContent}. ${$('.gist', note)?.textContent ?? ''}`;
  report(`${list.indexOf(note) + 1} ${word('of', 'of')} ${list.length}`, spoken);
}

function reportShown() {
  const shown = order().length;
  $$('.step button').forEach(button => button.setAttribute('aria-disabled', `${!shown}`));
  if (shown) report(`${shown} ${word('of', 'of')} ${state.notes.length}`, word('notesShown', 'notes shown'));
  else report(word('noneShown', 'No notes shown'), '');
}

function bringIntoView(note) {
  const letter = document.getElementById(`at-${key(note)}`);
  if (inMargin(state.reading) && letter) letter.scrollIntoView({ block: 'center' });
  else note.scrollIntoView({ block: 'nearest' });
}

export function select(letter, { scroll = false, focus = false } = {}) {
  if (state.active) { light(key(state.active), false); state.active.classList.remove('active'); }
  state.active = state.byLetter.get(letter) ?? null;
  const note = state.active;
  if (note) {
    note.closest('.also')?.setAttribute('open', '');
    light(letter, true);
    note.classList.add('active');
    note.open = true;
    reportNote(note);
  }
  place(state.reading, state.groups, note, false);
  if (note && focus) $('.note-body', note)?.focus({ preventScroll: true });
  if (note && scroll) bringIntoView(note);
}

/** Overlapping notes: the innermost first, further clicks walk outward. */
function selectWords(piece) {
  const stack = [];
  for (let at = piece; at; at = at.parentElement.closest('.hl')) if (!stack.includes(key(at))) stack.push(key(at));
  const shown = stack.filter(letter => isShown(state.byLetter.get(letter)));
  if (!shown.length) return;
  const now = state.active ? shown.indexOf(key(state.active)) : -1;
  select(shown[(now + 1) % shown.length], { scroll: !inMargin(state.reading) });
}

function clickNote(note, event) {
  if (!inMargin(state.reading)) return;
  const summary = event.target.closest('.note > summary');
  if (summary) event.preventDefault();
  const closes = summary && note === state.active && note.closest('.dense');
  if (closes) select(null);
  else if (note !== state.active) select(key(note));
}

function onClick(event) {
  const link = event.target.closest('a.nref, .bar .strip a, .index a.key');
  if (link && state.byLetter.has(letterOf(link))) {
    event.preventDefault();
    history.replaceState(null, '', location.pathname + location.search + link.hash);
    select(letterOf(link), { scroll: true, focus: true });
    return;
  }
  if (event.target.closest('[data-copy], [data-cite], [data-mark]')) return;
  const note = event.target.closest('.reading .note');
  if (note) { clickNote(note, event); return; }
  const piece = event.target.closest('.src .hl');
  if (piece && getSelection().isCollapsed) selectWords(piece);
}

function onHover(event) {
  const target = event.target.closest?.('.hl, .reading .note, .nref, .strip a');
  const letter = target && letterOf(target);
  lightOnly([activeLetter(), letter]);
  if (target?.matches('.strip a')) target.title ||= target.getAttribute('aria-label');
}

function onFocus(event) {
  const note = event.target.closest?.('.reading .note');
  if (note && inMargin(state.reading) && note !== state.active && event.target.matches(':focus-visible')
      && !note.closest('.dense')) select(key(note));
}

function onEscape(event) {
  if (event.key !== 'Escape' || !state.active || $('dialog[open]')) return;
  const letter = key(state.active);
  select(null);
  document.getElementById(`at-${letter}`)?.focus({ preventScroll: true });
}

/** Focus stays on the button; the status line speaks. */
function step(by) {
  const list = order();
  if (!list.length) { reportShown(); return; }
  const at = state.active ? list.indexOf(state.active) : (by > 0 ? -1 : 0);
  select(key(list[(at + by + list.length) % list.length]), { scroll: true });
}

function enableStepper() {
  const stepper = $('.step');
  if (!stepper) return;
  stepper.hidden = false;
  $('#next')?.addEventListener('click', () => step(1));
  $('#prev')?.addEventListener('click', () => step(-1));
  // The stepper and the table of notes do this work from the keyboard.
  $$('.bar .strip a').forEach(mark => { mark.tabIndex = -1; });
}

/** The address may name a note, or a place within one: the [n] to which the list of sources leads back. */
function fromHash() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const note = target?.closest?.('.reading .note');
  if (note) select(key(note), { scroll: true });
}

function onView() {
  if (state.active && !isShown(state.active)) select(null);
  reportShown();
  replace();
}

function keepPlaces() {
  state.reading.addEventListener('toggle', event => {
    if (event.target.matches('.evidence, .also, details.ledger')) replace();
  }, true);
  wide.addEventListener('change', () => { if (!inMargin(state.reading)) leave(state.groups, state.active); replace(); });
  new ResizeObserver(([{ contentRect }]) => {
    const isNew = state.width !== null && contentRect.width !== state.width;
    state.width = contentRect.width;
    if (isNew) replace();
  }).observe(state.reading);
}

/** Print opens what is folded, then folds it back. */
function openForPrint() {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = $$('.note:not([open]), .evidence:not([open]), .also:not([open]), details.ledger:not([open])');
    opened.forEach(fold => { fold.open = true; });
  });
  addEventListener('afterprint', () => { opened.forEach(fold => { fold.open = false; }); replace(); });
}

export function enableNotes(reading) {
  const notes = $$('.note', reading);
  Object.assign(state, { reading, notes, groups: groupsOf(reading) });
  notes.forEach(note => state.byLetter.set(key(note), note));
  enableView(notes.length ? onView : () => {});
  if (!notes.length) return;
  enableStepper();
  document.addEventListener('click', onClick);
  document.addEventListener('mouseover', onHover);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onEscape);
  addEventListener('hashchange', fromHash);
  keepPlaces();
  openForPrint();
  place(reading, state.groups, null, true);
  if (order().length < notes.length) reportShown();
  fromHash();
}
