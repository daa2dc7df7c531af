// Wide windows: every note stands beside its words, none on another; where the notes of a paragraph are
// taller than the paragraph they are folded to their gist lines, and only the selected one is open.
// What is near the window comes first, the rest while the browser is idle, a few at a time: notes that have no
// place yet are not laid out. Of a few, all is measured before anything is moved.
import { $, $$ } from './dom.js';
import { wordsOf } from './light.js';
import { isShown } from './view.js';

const GAP = 18;
const FOLDED_GAP = 8;
const TIGHT_GAP = 3;
const FEW = 20; // notes at a time
const SMALL = 120; // notes of a page that are placed at once
const idle = window.requestIdleCallback ?? (run => setTimeout(run, 30));

const state = { reading: null, groups: [], active: null, near: new Set(), observer: null, pumping: false };

export const wide = matchMedia('(min-width: 68rem)');
/** Whether the notes of the page stand in the margin now. */
export const inMargin = reading => wide.matches && 'margin' in reading.dataset;

/** The groups of notes, each with its paragraph; what the server calls dense is folded from the first. */
export function groupsOf(reading) {
  return $$('.notes', reading).map(element => ({
    element,
    notes: [...element.children],
    words: $('.src', element.parentElement),
    ledger: $('.ledger', element.parentElement),
    aside: element.closest('.also'),
    dense: element.classList.contains('dense'),
    folded: element.classList.contains('dense'),
    places: [],
    fresh: false,
  }));
}

const isMany = groups => groups.reduce((sum, group) => sum + group.notes.length, 0) > SMALL;

/** Of many notes also the words far away are left out of the picture, with the height that they have. */
function keep(groups) {
  const heights = groups.map(group => group.words.offsetHeight);
  groups.forEach(({ words }, index) => {
    words.style.containIntrinsicBlockSize = `auto ${heights[index]}px`;
    words.classList.add('kept');
  });
}

const shownOf = group => (group.aside && !group.aside.open ? [] : group.notes.filter(isShown));

/** Only what changes is written: a class that is set once more costs the style of all that is in it. */
function openOnly(groups, active) {
  groups.forEach(group => {
    if (group.element.classList.contains('dense') !== group.folded) group.element.classList.toggle('dense', group.folded);
    group.notes.forEach(note => {
      const open = !group.folded || note === active;
      if (note.open !== open) note.open = open;
    });
  });
}

/** Open the notes that have room beside their paragraph, and fold the others. */
function fold(groups) {
  const open = groups.filter(group => !group.dense);
  open.forEach(group => { group.folded = false; });
  openOnly(open);
  const tall = open.map(group => {
    const notes = shownOf(group);
    const height = notes.reduce((sum, note) => sum + note.offsetHeight, GAP * Math.max(0, notes.length - 1));
    return height > (group.words?.offsetHeight ?? Infinity) + (group.ledger?.offsetHeight ?? 0) + GAP;
  });
  open.forEach((group, index) => { group.folded = tall[index]; });
}

/** Show and measure some groups; those that were not measured since the text or the view changed are folded anew. */
function measure(groups) {
  const stale = groups.filter(group => !group.fresh);
  groups.forEach(group => group.element.classList.add('near'));
  stale.forEach(group => { group.folded = group.dense; });
  fold(stale);
  openOnly(groups, state.active);
  const origin = state.reading.getBoundingClientRect().top;
  groups.forEach(group => {
    group.fresh = true;
    group.places = shownOf(group).map(note => {
      const at = wordsOf(note.dataset.n) ?? group.element.parentElement;
      const rect = [...at.getClientRects()].find(piece => piece.width) ?? at.getBoundingClientRect();
      return { note, group, gap: 0, want: rect.top - origin, height: note.offsetHeight, top: 0 };
    });
  });
}

/** Give every place its top, in px: the active note stands level with its words, the rest make room. */
export function arrange(places, activeIndex) {
  const pivot = Math.max(0, activeIndex);
  places[pivot].top = Math.max(0, places[pivot].want);
  for (let i = pivot - 1; i >= 0; i -= 1) {
    places[i].top = Math.min(places[i].want, places[i + 1].top - places[i].height - places[i].gap);
  }
  places[0].top = Math.max(0, places[0].top);
  for (let i = 1; i < places.length; i += 1) {
    const floor = places[i - 1].top + places[i - 1].height + places[i - 1].gap;
    places[i].top = Math.max(i > pivot ? places[i].want : places[i].top, floor);
  }
}

const bottomOf = places => places.at(-1).top + places.at(-1).height;

/** The notes that were pushed down into the last one, from the end upwards. */
function pushed(places) {
  let first = places.length - 1;
  while (first > 0 && places[first].top > places[first].want + 1) first -= 1;
  return places.slice(first);
}

/** Every place that is known, in the order of the letters, arranged. */
function arrangeAll() {
  const places = state.groups.flatMap(group => group.places);
  places.forEach(place => { place.gap = place.group.folded ? FOLDED_GAP : GAP; });
  if (places.length) arrange(places, indexOfActive(places));
  return places;
}

const indexOfActive = places => places.findIndex(({ note }) => note === state.active);

/** Notes that would run on below the text are folded, and set closer where that is not enough. */
function fitAbove(end, places) {
  if (bottomOf(places) <= end) return places;
  const open = [...new Set(pushed(places).map(({ group }) => group))].filter(group => !group.folded);
  open.forEach(group => { group.folded = true; });
  measure(open);
  const found = arrangeAll();
  if (bottomOf(found) > end) {
    pushed(found).forEach(place => { if (place.group.folded) place.gap = TIGHT_GAP; });
    arrange(found, indexOfActive(found));
  }
  return found;
}

const write = (element, name, px) => {
  const value = `${Math.round(px)}px`;
  if (element.style[name] !== value) element.style[name] = value;
};

/** A group is a box around its notes, so that the browser passes over all that are far away at once. */
function apply(places) {
  const tops = new Map();
  places.forEach(({ note, group, top, height }) => {
    if (!tops.has(group)) tops.set(group, Math.round(top));
    write(note, 'top', Math.round(top) - tops.get(group));
    write(group.element, 'height', top + height - tops.get(group));
  });
  tops.forEach((top, group) => write(group.element, 'top', top));
}

function settle() {
  const { reading, groups } = state;
  let places = arrangeAll();
  const isWhole = groups.every(group => group.fresh);
  if (isWhole && places.length) {
    const end = [...reading.children].at(-1).getBoundingClientRect().bottom - reading.getBoundingClientRect().top;
    places = fitAbove(end, places);
  }
  apply(places);
  if (!isWhole) return;
  state.observer?.disconnect(); // every frame would look where all paragraphs are
  const height = places.length ? `${Math.ceil(bottomOf(places))}px` : '';
  if (reading.style.minHeight !== height) reading.style.minHeight = height;
  reading.classList.add('placed');
  if (isMany(groups)) keep(groups.filter(({ words }) => words && !words.classList.contains('kept')));
}

/** The first of the groups, of `most` notes or a little more. */
function few(groups, most) {
  let count = 0;
  return groups.filter(group => {
    if (count >= most) return false;
    count += group.notes.length;
    return true;
  });
}

/** Place what waits: near the window first, then from the top, as long as something does. */
function pump() {
  state.pumping = false;
  const { reading, groups, near } = state;
  const waiting = groups.filter(group => !group.fresh);
  if (!waiting.length || !inMargin(reading)) return;
  const close = waiting.filter(group => near.has(group.element.parentElement));
  measure(isMany(groups) ? few(close.length ? close : waiting, FEW) : waiting);
  settle();
  pumpLater();
}

function pumpLater() {
  if (state.pumping) return;
  state.pumping = true;
  idle(pump, { timeout: 300 });
}

/** The browser says what is near once it has laid the page out: nothing is measured before. */
function watch() {
  state.observer?.disconnect();
  state.observer = new IntersectionObserver(entries => {
    entries.forEach(({ target, isIntersecting }) => state.near[isIntersecting ? 'add' : 'delete'](target));
    pump();
  }, { rootMargin: '50% 0%' });
  state.groups.forEach(group => state.observer.observe(group.element.parentElement));
}

/** Place the notes; `afresh` measures again which of them have room. */
export function place(reading, groups, active, afresh) {
  const last = state.active;
  Object.assign(state, { reading, groups, active });
  if (!inMargin(reading)) {
    reading.classList.remove('placed');
    reading.style.minHeight = '';
    return;
  }
  if (afresh) {
    reading.classList.remove('placed');
    groups.forEach(group => { group.fresh = false; });
    const isFirst = !state.observer;
    watch();
    if (!isFirst) pump();
    return;
  }
  const changed = groups.filter(group => [last, active].some(note => note && group.notes.includes(note)));
  if (!changed.length) return;
  measure(changed);
  settle();
}

/** Leaving the margin: under their paragraphs all notes but the active one are closed. */
export function leave(groups, active) {
  groups.forEach(group => group.notes.forEach(note => { note.open = note === active; }));
}
