// One note is active at a time; its words, letter, key and strip mark light up together.
import { $, $$, word } from './dom.js';
import { isShown, leave, place, wide } from './margin.js';

const state = { reading: null, notes: [], active: null };
const key = element => element.dataset.n;
const noteOf = letter => state.notes.find(note => key(note) === letter);
const order = () => state.notes.filter(isShown);
const replace = () => requestAnimationFrame(() => place(state.reading, state.notes, state.active));

function light(letter, on) {
  $$(`[data-n="${CSS.escape(letter)}"]`).forEach(element => element.classList.toggle('on', on));
}

function report(note) {
  const line = $('#pos');
  if (!line) return;
  const list = order();
  const spoken = Object.assign(document.createElement('span'), { className: 'vh' });
  spoken.textContent = `: ${$('.head', note).textContent}. ${$('.gist', note)?.textContent ?? ''}`;
  line.textContent = `${list.indexOf(note) + 1} ${word('of', 'of')} ${list.length}`;
  line.append(spoken);
}

function bringIntoView(note) {
  const letter = document.getElementById(`at-${key(note)}`);
  if (wide.matches && letter) letter.scrollIntoView({ block: 'center' });
  else note.scrollIntoView({ block: 'nearest' });
}

export function select(letter, { scroll = false, focus = false } = {}) {
  if (state.active) { light(key(state.active), false); state.active.classList.remove('active'); }
  state.active = letter ? noteOf(letter) ?? null : null;
  const note = state.active;
  if (!note) { if (wide.matches) replace(); return; }
  note.closest('.also')?.setAttribute('open', '');
  light(letter, true);
  note.classList.add('active');
  note.open = true;
  place(state.reading, state.notes, note);
  report(note);
  if (focus) $('.note-body', note)?.focus({ preventScroll: true });
  if (scroll) bringIntoView(note);
}

/** Overlapping notes: the innermost first, further clicks walk outward. */
function selectWords(piece) {
  const stack = [];
  for (let at = piece; at; at = at.parentElement.closest('.hl')) if (!stack.includes(key(at))) stack.push(key(at));
  const now = state.active ? stack.indexOf(key(state.active)) : -1;
  select(stack[(now + 1) % stack.length], { scroll: !wide.matches });
}

function clickNote(note, event) {
  if (!wide.matches) return;
  const summary = event.target.closest('.note > summary');
  if (summary) event.preventDefault();
  const closes = summary && note === state.active && note.closest('.folded');
  if (closes) select(null);
  else if (note !== state.active) select(key(note));
}

function onClick(event) {
  const link = event.target.closest('a.nref, .bar .strip a, .index a.key');
  if (link && noteOf(key(link))) {
    event.preventDefault();
    history.replaceState(null, '', link.hash);
    select(key(link), { scroll: true, focus: true });
    return;
  }
  if (event.target.closest('[data-copy], [data-cite]')) return;
  const note = event.target.closest('.reading .note');
  if (note) { clickNote(note, event); return; }
  const piece = event.target.closest('.reading .hl');
  if (piece && getSelection().isCollapsed) selectWords(piece);
}

function onHover(event) {
  const target = event.target.closest('.hl, .note, .nref, .strip a');
  $$('.on').forEach(element => { if (!state.active || key(element) !== key(state.active)) element.classList.remove('on'); });
  if (target && key(target)) light(key(target), true);
}

function onFocus(event) {
  const note = event.target.closest?.('.reading .note');
  if (note && wide.matches && note !== state.active && event.target.matches(':focus-visible')
      && !note.closest('.folded')) select(key(note));
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
  if (!list.length) return;
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

function fromHash() {
  const letter = location.hash.match(/^#note-(\w+)$/)?.[1];
  if (letter && noteOf(letter)) select(letter, { scroll: true });
}

function keepPlaces() {
  $$('.filters input, .reading-mode input').forEach(input => input.addEventListener('change', replace));
  $$('.reading .evidence, .reading .also').forEach(fold => fold.addEventListener('toggle', replace));
  wide.addEventListener('change', () => { if (!wide.matches) leave(state.notes, state.active); replace(); });
  new ResizeObserver(replace).observe(state.reading);
  document.fonts?.ready.then(replace);
}

/** Print opens what is folded, then folds it back. */
function openForPrint() {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = $$('.note:not([open]), .evidence:not([open]), .also:not([open])');
    opened.forEach(fold => { fold.open = true; });
  });
  addEventListener('afterprint', () => { opened.forEach(fold => { fold.open = false; }); replace(); });
}

export function enableNotes(reading) {
  Object.assign(state, { reading, notes: $$('.note', reading) });
  if (!state.notes.length) return;
  enableStepper();
  document.addEventListener('click', onClick);
  document.addEventListener('mouseover', onHover);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onEscape);
  addEventListener('hashchange', fromHash);
  keepPlaces();
  openForPrint();
  place(reading, state.notes, null);
  fromHash();
}
