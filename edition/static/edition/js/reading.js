// The reading page reads, filters, folds, cites and prints without this; it places notes and joins them to their words.
import { $ } from './dom.js';
import { enableNotes } from './notes.js';
import { enablePreviews } from './preview.js';
import { enableStrip } from './strip.js';

const SIGNS_OF_A_READER = ['pointermove', 'pointerdown', 'keydown', 'selectionchange'];

/** What selected words need comes when somebody is there to select: no reader waits for it, and some never need it. */
function enableSelectionLater() {
  const load = async () => {
    SIGNS_OF_A_READER.forEach(sign => document.removeEventListener(sign, load));
    const { enableSelection } = await import('./selection.js');
    enableSelection();
    if (!getSelection().isCollapsed) document.dispatchEvent(new Event('selectionchange'));
  };
  SIGNS_OF_A_READER.forEach(sign => document.addEventListener(sign, load, { passive: true }));
}

const reading = $('.reading');
if (reading) {
  enablePreviews();
  enableNotes(reading);
  enableStrip(reading);
  enableSelectionLater();
}
