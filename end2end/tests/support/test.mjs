// What every test starts from. A page that a test opens may give no script error, no warning in the console (so no
// violation of the content security policy either), no missing file and no answer 500; otherwise the test fails.
//   test('…', async ({ page }) => …)                       nobody is logged in
//   test('…', async ({ as }) => { const page = await as('ineke.bakker', 'haarlemmermeer'); … })
import { test as base, expect } from '@playwright/test';
import { enter, login } from './login.mjs';
import { at } from './places.mjs';

export { expect };

function watch(page, faults) {
  const documents = new Set();
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) documents.add(response.url());
    if (response.status() === 500) faults.push(`500: ${response.url()}`);
  });
  page.on('console', (message) => {
    if (!['warning', 'error'].includes(message.type())) return;
    // The browser also reports that a page itself answered 404 or 422; the test looks at that itself.
    const status = message.text().startsWith('Failed to load resource: the server responded');
    if (status && documents.has(message.location().url)) return;
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
}

// Who logged in and entered goes on in that session, as people do, until a test ends it.
const sessions = new Map();

/** The person on the first page of a tenant or region: in the session of before if that still counts. */
async function arrive(page, who, slug) {
  const kept = sessions.get(`${who} ${slug}`);
  if (kept) {
    await page.context().addCookies(kept);
    await page.goto(at(slug));
    if (new URL(page.url()).origin === at(slug, '')) return;
    await page.context().clearCookies();
  }
  await login(page, who);
  await enter(page, slug);
  sessions.set(`${who} ${slug}`, await page.context().cookies());
}

export const test = base.extend({
  // What went wrong unseen; a test that breaks something on purpose empties it.
  faults: [async ({ javaScriptEnabled }, use) => {
    const faults = [];
    await use(faults);
    // Without script nobody uses what is loaded beforehand for it, and the browser says so.
    const isReal = (fault) => javaScriptEnabled || !fault.includes('was preloaded using link preload');
    expect(faults.filter(isReal), 'unseen faults').toEqual([]);
  }, { auto: true }],

  context: async ({ context, faults }, use) => {
    context.on('page', (page) => watch(page, faults));
    await use(context);
  },

  // A browser of one's own for each person, so that two can work at the same time.
  as: async ({ browser, faults }, use) => {
    const opened = [];
    await use(async (who, slug) => {
      const context = await browser.newContext();
      opened.push(context);
      context.on('page', (page) => watch(page, faults));
      const page = await context.newPage();
      if (slug) await arrive(page, who, slug);
      else await login(page, who);
      return page;
    });
    for (const context of opened) await context.close();
  },
});
