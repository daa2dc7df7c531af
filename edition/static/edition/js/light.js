// Whatever belongs to one note lights up together: its words, its letter, the note with its key, its mark in the strip.
import { $$ } from './dom.js';

const NOTE = /^#note-(\w+)$/;
const members = new Map();
const lit = new Set();

/** The letter of the note that an element belongs to: it names it, or leads to it. */
export const letterOf = element => element.dataset.n ?? element.hash?.match(NOTE)?.[1];

/** Remember what belongs to which note, once: to look for it at every hover would be to read the whole page. */
export function remember(reading) {
  [...$$('.hl, .nref, .note', reading), ...$$('.art-head .src :is(.hl, .nref), .bar .strip a')].forEach(element => {
    const letter = letterOf(element);
    if (!members.has(letter)) members.set(letter, new Set());
    members.get(letter).add(element);
  });
}

/** The first piece of the words of a note. */
export const wordsOf = letter => [...members.get(letter) ?? []].find(element => element.matches('.hl, .nref'));

export function light(letter, on) {
  members.get(letter)?.forEach(element => element.classList.toggle('on', on));
  if (on) lit.add(letter); else lit.delete(letter);
}

/** Let only the selected note and the one under the pointer be lit. */
export function lightOnly(letters) {
  [...lit].filter(letter => !letters.includes(letter)).forEach(letter => light(letter, false));
  letters.filter(letter => letter && !lit.has(letter)).forEach(letter => light(letter, true));
}
