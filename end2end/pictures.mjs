// Takes the pictures of the README from a fresh demonstration, into docs/images. Run by bin/pictures.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import config from './playwright.config.mjs';
import world from './tests/support/world.mjs';

const SWV = 'haarlemmermeer';
const DESK = { width: 1280, height: 860 };
const PHONE = { width: 360, height: 740 };
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

const stop = await world();
// Where everything is, is known from here on.
const { at } = await import('./tests/support/places.mjs');
const { enter, login } = await import('./tests/support/login.mjs');
const browser = await chromium.launch(config.use.launchOptions);

/** Logs in as a persona on a screen of this size. */
async function as(who, viewport) {
  const context = await browser.newContext({ viewport, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  await login(page, who);
  await enter(page, SWV);
  return page;
}

/** The page as it stands, from `top` on. */
async function picture(page, name, top) {
  if (top) await top.evaluate((element) => element.scrollIntoView());
  await page.screenshot({ path: `${folder}${name}.png` });
}

/** Opens the first meeting with items on its agenda in which this waits. */
async function meeting(page, todo) {
  await page.goto(at(SWV, '/overleggen'));
  const empty = page.getByRole('cell', { name: '0', exact: true });
  await page.getByRole('row').filter({ hasText: todo }).filter({ hasNot: empty }).getByRole('link').first().click();
  await page.waitForURL(/\/overleggen\/./);
}

try {
  mkdirSync(folder, { recursive: true });
  const consulent = await as('clara.smit', DESK);
  await picture(consulent, 'mijn-werk');

  const ibEr = await as('ineke.bakker', DESK);
  await ibEr.goto(at(SWV, '/analyse'));
  await ibEr.getByRole('link', { name: 'Analyse openen' }).last().click();
  await picture(ibEr, 'analyse', ibEr.locator('#proces_1'));

  // The concept agenda, with named and anonymous items.
  await meeting(consulent, 'Agenda versturen');
  await consulent.setViewportSize({ ...DESK, height: 1240 });
  await picture(consulent, 'agenda');
  await consulent.setViewportSize(DESK);

  await meeting(consulent, 'Verslag delen');
  await consulent.getByRole('link', { name: /^Verslag/ }).click();
  await picture(consulent, 'verslag', consulent.locator('.pagehead'));

  await picture(await as('vera.visser', PHONE), 'telefoon');
} finally {
  await browser.close();
  await stop();
}
