// The reading page reads, filters, folds, cites and prints without this; it places notes and joins them to their words.
import { $ } from './dom.js';
import { enableNotes } from './notes.js';
import { enableStrip } from './strip.js';

const SIGNS_OF_A_READER = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'selectionchange'];

/** What sources and selected words need comes when somebody is there: no reader waits for it, some never need it. */
function enableTheRestLater() {
  const load = async () => {
    SIGNS_OF_A_READER.forEach(sign => document.removeEventListener(sign, load));
    const [preview, selection] = await Promise.all([import('./preview.js'), import('./selection.js')]);
    preview.enablePreviews();
    selection.enableSelection();
    if (!getSelection().isCollapsed) document.dispatchEvent(new Event('selectionchange'));
  };
  SIGNS_OF_A_READER.forEach(sign => document.addEventListener(sign, load, { passive: true }));
}

const reading = $('.reading');
if (reading) {
  enableNotes(reading);
  enableStrip(reading);
  enableTheRestLater();
}
