// Logging in, and out again: every persona, sessions, both ways out.
import { begin, button, enter, enterButtons, expectLoggedOut, expectRefusal, login } from './support/login.mjs';
import { at, invitation, origin, personas, provider } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

for (const { login: who, name, hosts } of personas) {
  const tag = ['ineke.bakker', 'sanne.kok', 'nora.niemand'].includes(who) ? '@no-script' : [];
  test(`${name} logs in and finds ${hosts.length ? hosts.join(' and ') : 'no place yet'}`, { tag }, async ({ page }) => {
    await login(page, who);
    await page.goto(`${origin}/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const slugs = await page.locator('form[action*="/auth/enter/"]').evaluateAll((forms) => forms.map((form) => form.action.split('/').at(-1)));
    expect(slugs.sort()).toEqual([...hosts].sort());
    for (const slug of hosts) {
      await enter(page, slug);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
  });
}

test('the front door leads to both providers', { tag: '@no-script' }, async ({ page }) => {
  for (const label of ['Scholen', 'Gemeente']) {
    await page.goto(`${origin}/`);
    await page.getByRole('main').getByRole('link', { name: label }).or(page.getByRole('main').getByRole('button', { name: label })).click();
    await expect(page).toHaveURL(new RegExp(`^${provider[label.toLowerCase()]}/interaction/`));
  }
});

test('a person who works in two places finds both and no pupil on the front door', async ({ page }) => {
  await login(page, 'joris.vandam');
  await page.goto(`${origin}/`);
  await expect(enterButtons(page)).toHaveCount(2);
});

test('after logging in a person stands where he wanted to go, but never outside', async ({ page }) => {
  for (const outside of ['//elders.example/', 'https://elders.example/', '/\\elders.example']) {
    await begin(page, 'scholen', outside);
    await button(page, 'ineke.bakker').click();
    await page.waitForURL((url) => url.origin === origin);
    await page.context().clearCookies();
  }
});

test('the session gets a new name at login and no script can read it', async ({ page, context }) => {
  await page.goto(`${origin}/`);
  const before = await context.cookies(origin);
  await login(page, 'ineke.bakker');
  await enter(page, 'haarlemmermeer');
  for (const place of [origin, at('haarlemmermeer')]) {
    const session = (await context.cookies(place)).find((cookie) => cookie.name.startsWith('__Host-'));
    expect(session, `session on ${place}`).toBeDefined();
    expect(session).toMatchObject({ httpOnly: true, secure: true, path: '/' });
    expect(before.map((cookie) => cookie.value)).not.toContain(session.value);
  }
  const [front, tenant] = await Promise.all([origin, at('haarlemmermeer')].map((place) => context.cookies(place)));
  expect(front.map((cookie) => cookie.value)).not.toEqual(tenant.map((cookie) => cookie.value));
});

test('logging out ends the session here and at the provider', { tag: '@no-script' }, async ({ page }) => {
  await login(page, 'ineke.bakker');
  await page.goto(`${origin}/`);
  await page.locator('form[action$="/auth/logout"]').getByRole('button').first().click();
  await page.waitForURL(/\/session\/end/);
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await page.waitForURL(`${origin}/auth/uitgelogd**`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectLoggedOut(page);
  await begin(page, 'scholen');
});

test('leaving a tenant ends the session there', async ({ as }) => {
  const page = await as('ineke.bakker', 'haarlemmermeer');
  await page.locator('form[action$="/uit"]').first().evaluate((form) => form.requestSubmit());
  await page.waitForURL((url) => url.origin !== at('haarlemmermeer', ''));
  await page.goto(at('haarlemmermeer', '/leerlingen'));
  expect(new URL(page.url()).pathname).not.toBe('/leerlingen');
});

test('logging out at the provider ends every session here', async ({ as }) => {
  const page = await as('sanne.kok', 'haarlemmermeer');
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(`${provider.gemeente}/session/end`);
  await elsewhere.getByRole('button', { name: 'Uitloggen' }).click();
  await elsewhere.waitForURL(/\/session\/end\/success/);
  await page.goto(at('haarlemmermeer', '/leerlingen'));
  expect(new URL(page.url()).pathname).not.toBe('/leerlingen');
  await expectLoggedOut(page);
});

test('logging out everywhere also ends the session in another browser', async ({ as }) => {
  const here = await as('clara.smit');
  const there = await as('clara.smit', 'haarlemmermeer');
  await here.goto(`${origin}/`);
  await here.locator('form[action$="/auth/overal-uitloggen"]').first().evaluate((form) => form.requestSubmit());
  await here.waitForURL((url) => url.pathname !== '/');
  await there.goto(at('haarlemmermeer', '/leerlingen'));
  expect(new URL(there.url()).pathname).not.toBe('/leerlingen');
  await expectLoggedOut(there);
});

test('who logs in with one factor opens no named file', async ({ as }) => {
  const page = await as('eva.enkel', 'haarlemmermeer');
  await expectRefusal(page, await page.goto(at('haarlemmermeer', '/leerlingen')), 403);
});

test('a page of a tenant asks a stranger to log in first', { tag: '@no-script' }, async ({ page }) => {
  await page.goto(at('haarlemmermeer', '/leerlingen'));
  expect(new URL(page.url()).pathname).not.toBe('/leerlingen');
});

test('an invitation binds an account to its place, once', async ({ page, browser }) => {
  await page.goto(invitation);
  await page.getByRole('main').getByRole('link', { name: /Scholen/ }).click();
  await button(page, 'uma.uitgenodigd').click();
  await page.waitForURL((url) => url.hostname.endsWith('localhost') && url.port === new URL(origin).port);
  await enter(page, 'haarlemmermeer');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  await expectRefusal(stranger, await stranger.goto(invitation), 410);
  await stranger.context().close();
});
