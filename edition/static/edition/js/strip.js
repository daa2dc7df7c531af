// The frame in the strip shows which part of the text is in the window.
import { $, $$ } from './dom.js';

const clamp = share => Math.min(1, Math.max(0, share));

function seen(element, top, bottom) {
  const box = element.getBoundingClientRect();
  return box.height ? [clamp((top - box.top) / box.height), clamp((bottom - box.top) / box.height)] : [0, 0];
}

function track(frame, blocks) {
  const top = $('.bar').getBoundingClientRect().bottom;
  let from = null;
  let to = 0;
  for (const { source, x, width } of blocks) {
    const [start, end] = seen(source, top, innerHeight);
    if (end > start) { from ??= x + start * width; to = x + end * width; }
  }
  frame.hidden = from === null;
  if (from === null) return;
  frame.style.setProperty('--x', `${from}%`);
  frame.style.setProperty('--w', `${to - from}%`);
}

export function enableStrip(reading) {
  const frame = $('.s-view');
  const sources = $$('.src', reading);
  const percent = (block, name) => parseFloat(block.style.getPropertyValue(name));
  const blocks = $$('.s-par', frame?.parentElement)
    .map((block, index) => ({ source: sources[index], x: percent(block, '--x'), width: percent(block, '--w') }))
    .filter(block => block.source);
  if (!frame || !blocks.length) return;
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; track(frame, blocks); });
  };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  new ResizeObserver(soon).observe(reading);
  track(frame, blocks);
}
