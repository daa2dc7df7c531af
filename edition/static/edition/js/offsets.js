// From a selection to places in the stored text. JavaScript counts UTF-16 units, the edition counts code points.
import { $$ } from './dom.js';

const EDITORIAL = '[data-editorial]';

/** The author's words from the start of `source` to a boundary in it, without what the edition put between them. */
function wordsBefore(source, node, offset) {
  const range = document.createRange();
  range.setStart(source, 0);
  range.setEnd(node, offset);
  const words = range.cloneContents();
  $$(EDITORIAL, words).forEach(part => part.remove());
  return words.textContent;
}

/** How many code points the author's words have before a boundary (`node`, `offset`) in `source`. */
export const codePoints = (source, node, offset) => [...wordsBefore(source, node, offset)].length;

const anchorOf = source => source.id || source.closest('.para[id]')?.id;
const isBlank = part => {
  const words = part.cloneContents();
  $$('.pmenu, .src', words).forEach(own => own.remove());
  return !words.textContent.trim();
};

/** The boundaries within one passage: [from, to] as nodes with offsets; a boundary outside is the passage's own. */
function clamp(range, source) {
  const own = document.createRange();
  own.selectNodeContents(source);
  const starts = source.contains(range.startContainer) ? range : own;
  const ends = source.contains(range.endContainer) ? range : own;
  return [[starts.startContainer, starts.startOffset], [ends.endContainer, ends.endOffset]];
}

function piece(range, source) {
  const [from, to] = clamp(range, source);
  const before = wordsBefore(source, ...from);
  const words = wordsBefore(source, ...to).slice(before.length);
  return { anchor: anchorOf(source), start: [...before].length, words };
}

/** Whether other words than the author's stand between a boundary of the range and its first or last passage. */
function leaves(range, sources) {
  const [first, last] = [sources[0], sources.at(-1)];
  const head = document.createRange();
  const tail = document.createRange();
  head.setStart(range.startContainer, range.startOffset);
  head.setEndBefore(first);
  tail.setStartAfter(last);
  tail.setEnd(range.endContainer, range.endOffset);
  return !((first.contains(range.startContainer) || isBlank(head)) && (last.contains(range.endContainer) || isBlank(tail)));
}

const length = text => [...text].length;

/**
 * The author's words in a range, blanks at both ends left out: null where there are none, else
 * { outside } where the range leaves the text, or { start, end, pieces, whole, sources }: start and end as `p5:12`,
 * code points in a passage; pieces are the words by passage, whole the same with the blanks at both ends.
 */
export function placeOf(range, text) {
  const sources = $$('.src', text).filter(source => anchorOf(source) && range.intersectsNode(source));
  const found = sources.map(source => ({ source, ...piece(range, source) })).filter(each => each.words.trim());
  if (!found.length) return null;
  const kept = found.map(each => each.source);
  if (leaves(range, kept)) return { outside: true };
  const [first, last] = [found[0], found.at(-1)];
  const skipped = length(first.words) - length(first.words.trimStart());
  const end = last.start + length(last.words.trimEnd());
  const whole = found.map(each => each.words);
  const pieces = [...whole];
  pieces[0] = pieces[0].trimStart();
  pieces[pieces.length - 1] = pieces.at(-1).trimEnd();
  return { start: `${first.anchor}:${first.start + skipped}`, end: `${last.anchor}:${end}`, pieces, whole, sources: kept };
}
