// Paragraph menus: one open at a time; a click elsewhere, a chosen entry or Escape closes it.
import { $$ } from './dom.js';

export function closeMenus(except) {
  $$('.pmenu[open]').forEach(menu => { if (menu !== except) menu.open = false; });
}

function closeByEscape() {
  const menu = $$('.pmenu[open]')[0];
  if (!menu) return false;
  menu.open = false;
  menu.querySelector('summary').focus({ preventScroll: true });
  return true;
}

export function enableMenus() {
  document.addEventListener('click', event => {
    const chosen = event.target.closest('.pmenu-panel :is(a, button)');
    const menu = event.target.closest('.pmenu');
    closeMenus(chosen ? null : menu);
    // What was chosen is folded away with the menu: the focus stays at its number.
    if (chosen) menu.querySelector('summary').focus({ preventScroll: true });
  });
  // Before the notes hear of it: Escape leaves the menu first, and only then the note.
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && closeByEscape()) event.stopImmediatePropagation();
  });
}
