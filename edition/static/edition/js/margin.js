// Wide windows: every note stands beside its words, none on another; where the notes of a paragraph are
// taller than the paragraph they are folded to their gist lines, and only the selected one is open.
import { $, $$ } from './dom.js';

const GAP = 18;
const FOLDED_GAP = 8;

export const wide = matchMedia('(min-width: 68rem)');
export const isShown = note => getComputedStyle(note).display !== 'none';

/** Elements of the text that a note speaks of, first piece first. */
const words = key => $(`.hl[data-n="${CSS.escape(key)}"]`) ?? document.getElementById(`at-${key}`);

function fold(groups, active) {
  const tall = groups.map(group => {
    const notes = $$(':scope > .note', group).filter(isShown);
    const open = notes.reduce((sum, note) => sum + note.offsetHeight, GAP * Math.max(0, notes.length - 1));
    // The gap below the paragraph is room for its notes too.
    return open > (group.parentElement.querySelector('.src')?.offsetHeight ?? Infinity) + GAP;
  });
  groups.forEach((group, index) => {
    group.classList.toggle('folded', tall[index]);
    if (tall[index]) $$(':scope > .note', group).forEach(note => { note.open = note === active; });
  });
}

function measure(reading, notes) {
  const origin = reading.getBoundingClientRect().top;
  return notes.map(note => {
    const at = words(note.dataset.n) ?? note.parentElement;
    const rect = [...at.getClientRects()].find(piece => piece.width) ?? at.getBoundingClientRect();
    const gap = note.parentElement.classList.contains('folded') ? FOLDED_GAP : GAP;
    return { note, gap, want: rect.top - origin, height: note.offsetHeight, top: 0 };
  }).sort((one, other) => one.want - other.want);
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

function apply(reading, places) {
  places.forEach(({ note, top }) => note.style.setProperty('--top', `${Math.round(top)}px`));
  const last = places.at(-1);
  reading.style.minHeight = `${Math.ceil(last.top + last.height)}px`;
}

export function place(reading, notes, active) {
  if (!wide.matches) {
    reading.classList.remove('placed');
    reading.style.minHeight = '';
    return;
  }
  reading.classList.add('placed');
  notes.forEach(note => { note.open = true; });
  fold($$('.notes', reading), active);
  const places = measure(reading, notes.filter(note => isShown(note) && note.checkVisibility()));
  if (!places.length) { reading.style.minHeight = ''; return; }
  arrange(places, places.findIndex(({ note }) => note === active));
  apply(reading, places);
}

/** Leaving the margin: under their paragraphs all notes but the active one are closed. */
export function leave(notes, active) {
  notes.forEach(note => { note.open = note === active; });
}
