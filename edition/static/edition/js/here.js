// The notes on selected words: how many there are, and the way to them.
import { $, $$ } from './dom.js';
import { select } from './notes.js';
import { isShown } from './view.js';

/** Whether a range holds at least one character of an element. */
function touches(range, element) {
  if (!range.intersectsNode(element)) return false;
  const own = document.createRange();
  own.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString() !== '';
}

const noteOf = letter => $(`.reading .note[data-n="${letter}"]`);

/** The letters of the notes that are shown and overlap the words of a place, in the order of their beginnings. */
export function lettersAt({ range, sources }) {
  const pieces = sources.flatMap(source => $$('.hl[data-n]', source)).filter(piece => touches(range, piece));
  const letters = [...new Set(pieces.map(piece => piece.dataset.n))];
  return letters.filter(letter => noteOf(letter) && isShown(noteOf(letter)));
}

/** "2 notes here", in the plural of the page's language; the button's own words have a number each to be replaced. */
export function labelOf({ dataset }, count) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (dataset[form] ?? dataset.other).replace(/\d+/, count);
}

/** Open all of them, and go to the first. */
export function openNotes(letters) {
  letters.forEach(letter => { noteOf(letter).open = true; });
  select(letters[0], { scroll: true, focus: true });
}
