// The reading page reads, filters, folds, cites and prints without this; it places notes and joins them to their words.
import { $ } from './dom.js';
import { enableNotes } from './notes.js';
import { enablePreviews } from './preview.js';
import { enableStrip } from './strip.js';

const reading = $('.reading');
if (reading) {
  enablePreviews();
  enableNotes(reading);
  enableStrip(reading);
}
