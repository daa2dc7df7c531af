// A step can be undone for half a minute: then the button goes, and what was done stays said.
import { $$ } from '../dom.js';

for (const form of $$('form.undo')) {
  const button = form.querySelector('button');
  setTimeout(() => {
    if (button.contains(document.activeElement)) document.getElementById('main')?.focus();
    button.remove();
  }, Number(form.dataset.seconds) * 1000);
}
