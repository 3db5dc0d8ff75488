// Logging in as a person would: through the provider of one's own organisation.
import { expect } from '@playwright/test';
import { at, origin, persona, provider } from './places.mjs';

/** The button of a persona on the page of the provider. */
export const button = (page, who) => page.getByRole('button', { name: persona(who).name });

/** Goes to the provider and stops before choosing who one is. */
export async function begin(page, id, back = '') {
  await page.goto(`${origin}/auth/login/${id}${back && `?return=${encodeURIComponent(back)}`}`);
  await expect(page).toHaveURL(new RegExp(`^${provider[id]}/interaction/`));
}

/** Logs in on the front door. */
export async function login(page, who) {
  await begin(page, persona(who).provider);
  await button(page, who).click();
  await page.waitForURL((url) => url.origin === origin);
}

/** From the front door into a tenant or region. */
export async function enter(page, slug) {
  await page.goto(`${origin}/`);
  await enterButton(page, slug).click();
  await page.waitForURL((url) => url.origin === at(slug, ''));
}

export const enterButton = (page, slug) => page.locator(`form[action$="/auth/enter/${slug}"]`).getByRole('button');
export const enterButtons = (page) => page.locator('form[action*="/auth/enter/"]').getByRole('button');

/** Nobody is logged in: the front door offers to log in and lists nothing. */
export async function expectLoggedOut(page) {
  await page.goto(`${origin}/`);
  await expect(page.locator('a[href*="/auth/login/"], form[action*="/auth/login/"]')).not.toHaveCount(0);
  await expect(enterButtons(page)).toHaveCount(0);
}

/** A refusal: an answer between 400 and 499 (or `status`) on a clear Dutch page with a way on. */
export async function expectRefusal(page, response, status) {
  if (status) expect(response.status()).toBe(status);
  else expect(Math.floor(response.status() / 100)).toBe(4);
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('main').locator('a[href], button')).not.toHaveCount(0);
}
