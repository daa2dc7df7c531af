// Between the forms of the desk and the server: what is sent, and what part of a page comes back.
import { $, $$ } from '../dom.js';

const PREFIX = 'in-place-';

/** The sign against forged requests: it changes when somebody logs in anew in another window. */
const sign = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? $('[name=csrfmiddlewaretoken]')?.value ?? '';

/** Ask for a part of a page ("panel", "preview", "page"); fields are sent by POST. Rejects where nothing answers. */
export async function ask(address, part, fields, signal) {
  const headers = { 'X-Fragment': part };
  if (fields) {
    fields.set('csrfmiddlewaretoken', sign());
    headers['X-CSRFToken'] = sign();
  }
  const answer = await fetch(address, { method: fields ? 'POST' : 'GET', body: fields, headers, signal });
  const html = await answer.text();
  return { answer, page: new DOMParser().parseFromString(html, 'text/html') };
}

/** The sentence of a page that refuses. */
export const sentenceOf = page => $('.lede', page)?.textContent.trim().replace(/\s+/g, ' ') ?? '';

const REFERENCES = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'list', 'form'];

/** Ids that the page has already get others, and what refers to them follows. */
export function renameIds(part) {
  const taken = $$('[id]', part).filter(one => document.getElementById(one.id));
  const names = new Map(taken.map(one => [one.id, PREFIX + one.id]));
  taken.forEach(one => { one.id = names.get(one.id); });
  REFERENCES.forEach(name => $$(`[${name}]`, part).forEach(one => {
    one.setAttribute(name, one.getAttribute(name).split(' ').map(id => names.get(id) ?? id).join(' '));
  }));
  $$('a[href^="#"]', part).forEach(link => {
    link.hash = names.get(link.hash.slice(1)) ?? link.hash;
  });
}

/** Buttons that name a place of the form's own page name it wherever the form is shown. */
export function anchorButtons(part) {
  $$('form.note-form', part).forEach(form => $$('[formaction^="#"]', form).forEach(one => {
    one.setAttribute('formaction', form.getAttribute('action') + one.getAttribute('formaction'));
  }));
}
