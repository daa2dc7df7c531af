// Wide windows: every note stands beside its words, none on another; where the notes of a paragraph are
// taller than the paragraph they are folded to their gist lines, and only the selected one is open.
// All is measured before anything is moved: a page of a thousand notes is laid out twice, not a thousand times.
import { $, $$ } from './dom.js';
import { wordsOf } from './light.js';
import { isShown } from './view.js';

const GAP = 18;
const FOLDED_GAP = 8;
const TIGHT_GAP = 3;

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
  }));
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

function measure(reading, groups) {
  const origin = reading.getBoundingClientRect().top;
  return groups.flatMap(group => shownOf(group).map(note => {
    const at = wordsOf(note.dataset.n) ?? group.element.parentElement;
    const rect = [...at.getClientRects()].find(piece => piece.width) ?? at.getBoundingClientRect();
    return { note, group, gap: group.folded ? FOLDED_GAP : GAP, want: rect.top - origin, height: note.offsetHeight, top: 0 };
  })).sort((one, other) => one.want - other.want);
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

/** Notes that would run on below the text are folded, and set closer where that is not enough. */
function arranged(reading, groups, active) {
  const textEnd = [...reading.children].at(-1).getBoundingClientRect().bottom - reading.getBoundingClientRect().top;
  const indexOf = places => places.findIndex(({ note }) => note === active);
  let places = measure(reading, groups);
  if (!places.length) return places;
  arrange(places, indexOf(places));
  if (bottomOf(places) <= textEnd) return places;
  const open = new Set(pushed(places).map(({ group }) => group).filter(group => !group.folded));
  if (open.size) {
    open.forEach(group => { group.folded = true; });
    openOnly([...open], active);
    places = measure(reading, groups);
    arrange(places, indexOf(places));
  }
  if (bottomOf(places) > textEnd) {
    pushed(places).forEach(place => { if (place.group.folded) place.gap = TIGHT_GAP; });
    arrange(places, indexOf(places));
  }
  return places;
}

function apply(reading, places) {
  places.forEach(({ note, top }) => { note.style.top = `${Math.round(top)}px`; });
  reading.style.minHeight = places.length ? `${Math.ceil(bottomOf(places))}px` : '';
}

/** Place the notes; `afresh` measures again which of them have room. */
export function place(reading, groups, active, afresh) {
  if (!inMargin(reading)) {
    reading.classList.remove('placed');
    reading.style.minHeight = '';
    return;
  }
  reading.classList.add('placed');
  reading.style.minHeight = '';
  if (afresh) fold(groups);
  openOnly(groups, active);
  apply(reading, arranged(reading, groups, active));
}

/** Leaving the margin: under their paragraphs all notes but the active one are closed. */
export function leave(groups, active) {
  groups.forEach(group => group.notes.forEach(note => { note.open = note === active; }));
}
