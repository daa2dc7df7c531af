// Whatever belongs to one note lights up together: its words, its letter, the note with its key, its mark in the strip.
import { $$ } from './dom.js';

const NOTE = /^#note-(\w+)$/;
const members = new Map();
const first = new Map();
const lit = new Set();

/** The letter of the note that an element belongs to: it names it, or leads to it. */
export const letterOf = element => element.dataset.n ?? element.hash?.match(NOTE)?.[1];

/** What belongs to a note, looked for when it is first asked for. */
function membersOf(letter) {
  if (!members.has(letter)) members.set(letter, $$(`.edition [data-n=${letter}], .bar a[href="#note-${letter}"]`));
  return members.get(letter);
}

/** The first piece of the words of a note, of all notes looked for at once. */
export function wordsOf(letter) {
  if (!first.size) {
    $$('.src .hl, .src .nref').forEach(piece => {
      const own = piece.getAttribute('data-n');
      if (!first.has(own)) first.set(own, piece);
    });
  }
  return first.get(letter);
}

export function light(letter, on) {
  membersOf(letter).forEach(element => element.classList.toggle('on', on));
  if (on) lit.add(letter); else lit.delete(letter);
}

/** Let only the selected note and the one under the pointer be lit. */
export function lightOnly(letters) {
  [...lit].filter(letter => !letters.includes(letter)).forEach(letter => light(letter, false));
  letters.filter(letter => letter && !lit.has(letter)).forEach(letter => light(letter, true));
}
