// Every page is accessible (WCAG 2.2 AA by axe, at two widths). Personas walk all links they are given; the table of
// routes that the server prints says which pages there are, so that a new page nobody can walk to fails here.
import { execFileSync } from 'node:child_process';
import { expectAccessible } from './support/axe.mjs';
import { begin } from './support/login.mjs';
import { at, bin, invitation, origin } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const WALKS = [
  // Somebody in the step in which a form is filled in.
  { who: 'ineke.bakker', slug: 'haarlemmermeer', start: '/leerlingen?proces=proces_2_1' },
  { who: 'ineke.bakker', slug: 'haarlemmermeer' },
  { who: 'clara.smit', slug: 'haarlemmermeer' },
  { who: 'fenna.bos', slug: 'haarlemmermeer' },
  { who: 'petra.prins', slug: 'haarlemmermeer' },
  { who: 'gerda.groen', slug: 'regio-groningen', host: 'region' },
];
// Pages nobody walks to by a link; stale lines fail.
const NOT_WALKED = {
  'front /auth/callback/{provider}': 'only a provider leads there',
  'front /auth/enter/{slug}': 'leads on at once',
  'front /auth/login/{provider}': 'leads on at once',
  'front /uitnodiging/{slug}/{token}': 'a test of its own below',
  'front /auth/uitgelogd': 'a test of its own below',
  'front /healthz': 'no page',
  'tenant /beheer/logboek.csv': 'a file, no page',
  'tenant /leerlingen/{id}/brieven': 'only when a letter can be sent; a story of Groningen opens it',
  'tenant /werkwijze/concept/{id}/bestand': 'a file, no page',
  'tenant /werkwijze/concept/{id}/bpmn': 'a file, no page',
  'tenant /werkwijze/versie/{number}/bestand': 'a file, no page',
  'tenant /werkwijze/versie/{number}/bpmn': 'a file, no page',
  'tenant /werkwijze/verhuizen/{moving}': 'only after cases were moved; moving.spec opens it',
  'tenant /binnen': 'leads on at once',
  'region /binnen': 'leads on at once',
};

const routes = () => JSON.parse(execFileSync(bin, ['routes', '--json'], { encoding: 'utf8' }))
  .filter(({ method }) => method === 'GET')
  .map(({ host, path }) => ({ name: `${host} ${path}`, host, is: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`), fixed: !path.includes('{') }));

/** Opens one page of each kind that can be reached from `start`; gives the names of the routes that were seen. */
async function walk(page, host, start, table, seen) {
  const todo = [start];
  const done = new Set();
  while (todo.length) {
    const address = todo.shift();
    const { pathname } = new URL(address);
    const matches = table.filter((route) => route.host === host && route.is.test(pathname));
    const route = matches.find(({ fixed }) => fixed) ?? matches[0];
    // A start is walked by everybody: each persona is given other links.
    if (!route || done.has(address) || (seen.has(route.name) && address !== start)) continue;
    done.add(address);
    const response = await page.goto(address);
    if (!response?.ok() || !response.headers()['content-type']?.startsWith('text/html')) continue;
    // An address that leads on to another host is no page of this one.
    if (new URL(page.url()).origin !== new URL(start).origin) continue;
    seen.add(route.name);
    await test.step(route.name, () => expectAccessible(page));
    const links = await page.locator('a[href]').evaluateAll((all) => all.filter((a) => !a.hasAttribute('download')).map((a) => a.href));
    todo.push(...links.filter((href) => href.startsWith(new URL(start).origin)).map((href) => href.split('#')[0]));
  }
}

test('every page, as the people who work with it', async ({ as, page }) => {
  test.setTimeout(600_000);
  const table = routes();
  const seen = new Set();
  await walk(page, 'front', `${origin}/`, table, seen);
  for (const { who, slug, host = 'tenant', start = '/' } of WALKS) {
    const mine = await as(who, slug);
    await walk(mine, host, at(slug, start), table, seen);
    await mine.context().close();
  }
  const missed = table.map(({ name }) => name).filter((name) => !seen.has(name));
  expect(missed.sort(), 'pages that no walk reached').toEqual(Object.keys(NOT_WALKED).filter((name) => missed.includes(name)).sort());
  expect(Object.keys(NOT_WALKED).filter((name) => seen.has(name)), 'reached after all').toEqual([]);
});

test('the front door of somebody who is logged in', async ({ as }) => {
  const page = await as('joris.vandam');
  await page.goto(`${origin}/`);
  await expectAccessible(page);
});

test('the page after logging out, an invitation, and a refusal', async ({ page }) => {
  for (const address of [`${origin}/auth/uitgelogd`, invitation, `${origin}/auth/callback/scholen?code=x&state=y`, `${origin}/bestaat-niet`]) {
    await page.goto(address);
    await test.step(address, () => expectAccessible(page));
  }
});

test('the page on which one chooses a persona', async ({ page }) => {
  await begin(page, 'scholen');
  await expectAccessible(page);
});
