// The frame in the strip shows which part of the text is in the window.
import { $, $$ } from './dom.js';

const clamp = share => Math.min(1, Math.max(0, share));

/** Where the paragraphs lie in the page, in px: measured when the text changes, not while it is scrolled. */
function measure(blocks) {
  blocks.forEach(block => {
    const box = block.source.getBoundingClientRect();
    Object.assign(block, { top: box.top + scrollY, height: box.height });
  });
}

function track(bar, frame, blocks) {
  const top = scrollY + bar.getBoundingClientRect().bottom;
  const bottom = scrollY + innerHeight;
  const seen = blocks.filter(block => block.height && block.top < bottom && block.top + block.height > top);
  frame.hidden = !seen.length;
  if (!seen.length) return;
  const [first, last] = [seen[0], seen.at(-1)];
  const from = first.x + clamp((top - first.top) / first.height) * first.width;
  const to = last.x + clamp((bottom - last.top) / last.height) * last.width;
  frame.style.setProperty('--x', `${from}%`);
  frame.style.setProperty('--w', `${to - from}%`);
}

export function enableStrip(reading) {
  const [bar, frame] = [$('.bar'), $('.s-view')];
  const paragraphs = $$(':scope > .para > .src', reading);
  const sourceOf = block => (block.matches('.s-head') ? $('.art-head') : block.matches('.s-also') ? $('.also') : paragraphs.shift());
  const percent = (block, name) => parseFloat(block.style.getPropertyValue(name));
  const blocks = $$('.s-par', frame?.parentElement)
    .map(block => ({ source: sourceOf(block), x: percent(block, '--x'), width: percent(block, '--w') }))
    .filter(block => block.source);
  if (!frame || !blocks.length) return;
  let [waiting, stale] = [false, true];
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (stale) measure(blocks);
      stale = false;
      track(bar, frame, blocks);
    });
  };
  const afresh = () => { stale = true; soon(); };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', afresh);
  new ResizeObserver(afresh).observe(reading);
}
