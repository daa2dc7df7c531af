// Loaded before the first paint: the chosen colours are there when the page is. Automatic, light or dark.
(() => {
  const root = document.documentElement;
  // Room is kept for what the script will show, so that nothing moves when it does.
  root.classList.add('scripted');
  const order = ['', 'light', 'dark'];
  // Margin notes wait unseen for the script that places them; where a script fails they stand in the flow.
  addEventListener('error', event => { if (event.target.tagName === 'SCRIPT') root.classList.add('failed'); }, true);
  const current = () => root.dataset.theme || '';
  const read = () => { try { return localStorage.getItem('theme') || ''; } catch { return ''; } };
  const keep = theme => {
    try { if (theme) localStorage.setItem('theme', theme); else localStorage.removeItem('theme'); } catch { /* private window */ }
  };
  const apply = theme => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  if (order.includes(read())) apply(read());

  const name = button => {
    const label = button.dataset[current() || 'automatic'];
    if (label) { button.setAttribute('aria-label', label); button.title = label; }
  };
  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    if (!button) return;
    button.hidden = false;
    name(button);
    button.addEventListener('click', () => {
      apply(order[(order.indexOf(current()) + 1) % order.length]);
      keep(current());
      name(button);
    });
  });
})();
