// The provider's own pages: plain HTML, usable by keyboard, on a phone and without script.
const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `
  :root { color-scheme: light; font: 1.125rem/1.5 system-ui, sans-serif; color: #1b2733; background: #f2f5f7 }
  body { margin: 0 auto; padding: 1rem; max-width: 42rem }
  main { background: #fff; border: 1px solid #b6c3cd; border-radius: .5rem; padding: 1rem 1.25rem 1.5rem }
  h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 }
  ul { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: .75rem }
  button { font: inherit; overflow-wrap: anywhere; text-align: start; width: 100%; padding: .75rem 1rem; border-radius: .375rem; cursor: pointer;
           color: #fff; background: #1f4e79; border: 2px solid #1f4e79 }
  button:hover { background: #163a5b }
  button.plain { color: #1f4e79; background: #fff; width: auto }
  button:focus-visible, a:focus-visible { outline: 3px solid #b35900; outline-offset: 2px }
  a { color: #1f4e79 }
  small { display: block; font-size: 1rem; color: #44515c; margin: .25rem .25rem 0 }
`;

function page(label, title, body) {
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} – ${escape(label)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main><p>Demonstratie: dit is het inlogscherm van <strong>${escape(label)}</strong></p><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

/** One button per persona: who one is today. */
export function chooser(label, personas) {
  const row = (p, i) => `<li><button name="login" value="${escape(p.login)}" aria-describedby="toont-${i}">${escape(
    `${p.name}, ${p.function} – ${p.organisation}`)}</button><small id="toont-${i}">${escape(p.shows)}</small></li>`;
  return page(label, 'Wie bent u vandaag?', `<form method="post"><ul>${personas.map(row).join('')}</ul>
<button class="plain" name="cancel" value="1">Niet inloggen</button></form>`);
}

/** Asks whether the session at the provider ends too; `form` carries the library's own hidden fields. */
export function leave(label, form) {
  return page(label, `Uitloggen bij ${label}`, `${form}<p>U logt hiermee ook uit bij alles wat u met dit account opende.</p>
<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Uitloggen</button>`);
}

export function message(label, title, text, origin) {
  return page(label, title, `<p>${escape(text)}</p><p><a href="${escape(origin)}/">Naar Rondom</a></p>`);
}
