// What goes wrong at login is a clear page with a way on, and leaves nobody half logged in.
import { begin, button, enterButton, expectLoggedOut, expectRefusal, login } from './support/login.mjs';
import { at, mend, origin, provider, turn } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

test.afterEach(() => Promise.all([mend('scholen'), mend('gemeente')]));

/** Follows redirects by hand, with the cookies of the page, until one of them leads to `stop`; that one is not taken. */
async function follow(page, answer, stop) {
  let now = answer;
  for (let hops = 0; hops < 8; hops += 1) {
    const next = new URL(now.headers().location, now.url());
    if (stop(next)) return next.href;
    now = await page.request.get(next.href, { maxRedirects: 0 });
  }
  throw new Error('too many redirects');
}

/** Chooses a persona but keeps the way back to Rondom in hand: the address with the code. */
const intercept = async (page, who) => follow(
  page,
  await page.request.post(page.url(), { form: { login: who }, maxRedirects: 0 }),
  (next) => next.pathname.startsWith('/auth/callback/'),
);

test('a state that was never given', { tag: '@no-script' }, async ({ page }) => {
  await expectRefusal(page, await page.goto(`${origin}/auth/callback/scholen?code=x&state=y`));
  await expectLoggedOut(page);
});

test('a state that belongs to another browser', async ({ page, browser }) => {
  await begin(page, 'scholen');
  const back = await intercept(page, 'ineke.bakker');
  const stranger = await (await browser.newContext()).newPage();
  await expectRefusal(stranger, await stranger.goto(back));
  await expectLoggedOut(stranger);
  await stranger.context().close();
});

test('a state that has expired', async ({ page, context }) => {
  await begin(page, 'scholen');
  const back = await intercept(page, 'ineke.bakker');
  await context.clearCookies();
  await expectRefusal(page, await page.goto(back));
  await expectLoggedOut(page);
});

test('a state of one provider brought back as the other', async ({ page }) => {
  await begin(page, 'scholen');
  const back = await intercept(page, 'ineke.bakker');
  await expectRefusal(page, await page.goto(back.replace('/callback/scholen', '/callback/gemeente')));
  await expectLoggedOut(page);
});

test('a code that is used twice', async ({ page }) => {
  await begin(page, 'scholen');
  const back = await intercept(page, 'ineke.bakker');
  await page.goto(back);
  await expect(enterButton(page, 'haarlemmermeer')).toBeVisible();
  await expectRefusal(page, await page.goto(back));
});

test('a person who changes his mind at the provider', { tag: '@no-script' }, async ({ page }) => {
  await begin(page, 'scholen');
  const answer = page.waitForResponse((response) => response.url().startsWith(`${origin}/auth/callback/`));
  await page.getByRole('button', { name: 'Niet inloggen' }).click();
  expect((await answer).status()).toBeLessThan(500);
  await page.waitForURL((url) => url.origin === origin);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectLoggedOut(page);
});

for (const mode of ['down', 'error']) {
  test(`a provider that is ${mode} when the login begins`, async ({ page, faults }) => {
    await turn('gemeente', 'mode', mode);
    await turn('gemeente', 'rotate').catch(() => {});
    const response = await page.goto(`${origin}/auth/login/gemeente`);
    // Discovery may still be known, and then the browser itself finds the door closed.
    if (new URL(page.url()).origin === origin) await expectRefusal(page, response, 503);
    faults.length = 0;
    await page.goto(`${origin}/`);
    await expectLoggedOut(page);
  });

  test(`a provider that is ${mode} when the person comes back`, async ({ page }) => {
    await begin(page, 'gemeente');
    const back = await intercept(page, 'sanne.kok');
    await turn('gemeente', 'mode', mode);
    await expectRefusal(page, await page.goto(back), 503);
    await expectLoggedOut(page);
  });
}

test('a provider that does not answer', async ({ page }) => {
  await begin(page, 'gemeente');
  const back = await intercept(page, 'sanne.kok');
  await turn('gemeente', 'mode', 'hang');
  await expectRefusal(page, await page.goto(back, { timeout: 25_000 }), 503);
  await expectLoggedOut(page);
});

for (const [hours, word] of [[-2, 'behind'], [2, 'ahead']]) {
  test(`a provider whose clock is two hours ${word}`, async ({ page }) => {
    await turn('scholen', 'skew', hours * 3600);
    await begin(page, 'scholen');
    const back = await intercept(page, 'ineke.bakker');
    await expectRefusal(page, await page.goto(back));
    await expectLoggedOut(page);
  });
}

test('a provider whose clock is half a minute off still lets people in', async ({ page }) => {
  for (const seconds of [30, -30]) {
    await turn('scholen', 'skew', seconds);
    await login(page, 'ineke.bakker');
    await page.goto(`${origin}/`);
    await expect(enterButton(page, 'haarlemmermeer')).toBeVisible();
    await page.context().clearCookies();
  }
});

test('a provider that changed its keys still lets people in', async ({ page }) => {
  await login(page, 'ineke.bakker');
  await page.context().clearCookies();
  await turn('scholen', 'rotate');
  await login(page, 'ineke.bakker');
  await page.goto(`${origin}/`);
  await expect(enterButton(page, 'haarlemmermeer')).toBeVisible();
});

test('a notice of logging out that the provider did not sign', async ({ page, request }) => {
  await login(page, 'ineke.bakker');
  const part = (data) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const notice = { iss: provider.scholen, aud: 'rondom', sub: 'ineke.bakker', iat: now, exp: now + 60, jti: 'x', events };
  for (const header of [{ alg: 'none' }, { alg: 'RS256', kid: 'x' }]) {
    const form = { logout_token: `${part(header)}.${part(notice)}.AAAA` };
    expect((await request.post(`${origin}/auth/backchannel-logout/scholen`, { form })).status()).toBe(400);
  }
  await page.goto(`${origin}/`);
  await expect(enterButton(page, 'haarlemmermeer')).toBeVisible();
});

/** The way into a tenant, kept in hand: the address with the ticket. */
const ticket = async (page, slug) => follow(
  page,
  await page.request.post(`${origin}/auth/enter/${slug}`, { maxRedirects: 0 }),
  (next) => next.searchParams.has('ticket'),
);

/** Nothing was opened there. Without the login on the front door, which would lead a person in by itself. */
const outside = async (page, slug) => {
  await page.context().clearCookies({ domain: 'localhost' });
  await page.goto(at(slug, '/leerlingen'));
  expect(new URL(page.url()).pathname).not.toBe('/leerlingen');
};

test('a ticket that somebody tampered with', async ({ page }) => {
  await login(page, 'joris.vandam');
  const address = await ticket(page, 'haarlemmermeer');
  const last = address.at(-1) === 'A' ? 'B' : 'A';
  await expectRefusal(page, await page.goto(address.slice(0, -1) + last));
  await outside(page, 'haarlemmermeer');
});

test('a ticket that is used twice, by another browser', async ({ page, browser }) => {
  await login(page, 'joris.vandam');
  const address = await ticket(page, 'haarlemmermeer');
  await page.goto(address);
  await expect(page).toHaveURL(at('haarlemmermeer'));
  const thief = await (await browser.newContext()).newPage();
  await expectRefusal(thief, await thief.goto(address));
  await outside(thief, 'haarlemmermeer');
  await thief.context().close();
});

test('a ticket for one tenant brought to another', async ({ page }) => {
  await login(page, 'joris.vandam');
  const address = await ticket(page, 'haarlemmermeer');
  await expectRefusal(page, await page.goto(address.replace('//haarlemmermeer.', '//west-brabant-po.')));
  await outside(page, 'west-brabant-po');
});

test('somebody who may not enter a tenant gets no ticket for it', async ({ as }) => {
  for (const who of ['wouter.wolters', 'olga.oudega']) {
    const page = await as(who);
    const answer = await page.request.post(`${origin}/auth/enter/haarlemmermeer`, { maxRedirects: 0 });
    expect([403, 404], who).toContain(answer.status());
    await outside(page, 'haarlemmermeer');
  }
});
