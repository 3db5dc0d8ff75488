// The people room: pupils, consent, cases, members, the log and the region, as the personas meet them.
import { expectAccessible } from './support/axe.mjs';
import { at, origin } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const TENANT = 'haarlemmermeer';

test('the ib’er finds a pupil, records consent, and takes it back @no-script', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await page.goto(at(TENANT, '/leerlingen'));
  await expect(page.getByRole('heading', { level: 1, name: 'Leerlingen' })).toBeVisible();
  await page.goto(at(TENANT, '/leerlingen/nieuw'));
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(page.getByRole('alert')).toContainText('te verbeteren');
  await page.getByLabel('School', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Roepnaam').fill('Zoë-Marijn');
  await page.getByLabel('Tussenvoegsel').fill('van der');
  await page.getByLabel('Achternaam').fill('Proefpersoon');
  await page.getByLabel('Geboortedatum').fill('3-9-2018');
  await page.getByLabel('Groep').selectOption('groep-4');
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  if (await page.getByLabel('Dit is een ander kind').isVisible()) {
    await page.getByLabel('Dit is een ander kind').check();
    await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  }
  await expect(page.locator('.pupil__name')).toContainText('Zoë-Marijn van der Proefpersoon');

  await page.getByRole('link', { name: 'Toestemming vastleggen' }).click();
  await page.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(page.getByRole('alert')).toContainText('te verbeteren');
  await page.getByLabel('Ouder 1').check();
  await page.getByLabel('Op papier').check();
  await page.locator('input[name=partijen]').first().check();
  await page.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(page.getByText('geldt', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: /^Intrekken: / }).click();
  await page.getByLabel('Wie trok in, en hoe').fill('ouder 1, telefonisch');
  await page.getByRole('button', { name: 'Toestemming intrekken' }).click();
  await expect(page.getByText(/ingetrokken op .* door ouder 1, telefonisch/).first()).toBeVisible();
});

test('a pupil goes from proces 1 to 2.0 with a reason, and back again @no-script', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await page.goto(at(TENANT, '/leerlingen?proces=proces_1'));
  await page.locator('#leerlingen tbody a').first().click();
  await page.getByText('Extra ondersteuning starten').first().click();
  const form = page.locator('form', { has: page.locator('button[value="overgang:extra_ondersteuning"]') });
  await form.getByRole('button', { name: 'Extra ondersteuning starten' }).click();
  await expect(page.getByRole('alert')).toContainText('Er is een reden nodig');
  const again = page.locator('form', { has: page.locator('button[value="overgang:extra_ondersteuning"]') });
  await again.getByLabel('Waarom').fill('De interventies in de groep helpen te weinig.');
  await again.getByRole('button', { name: 'Extra ondersteuning starten' }).click();
  await expect(page.locator('.turn__task')).toContainText('Proces 2.0');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(page.locator('.turn__task')).toContainText('Proces 1');
});

test('the pages of pupils are accessible', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  for (const path of ['/leerlingen', '/leerlingen?zoek=bestaatniet', '/leerlingen/nieuw']) {
    await page.goto(at(TENANT, path));
    await expectAccessible(page);
  }
  await page.goto(at(TENANT, '/leerlingen?proces=proces_2_0'));
  await page.locator('#leerlingen tbody a').first().click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Toestemming vastleggen' }).click();
  await expectAccessible(page);
});

test('a nurse sees only pupils who were shared with the GGD; one factor sees nobody', async ({ as }) => {
  const nurse = await as('vera.visser', TENANT);
  await nurse.goto(at(TENANT, '/leerlingen'));
  await nurse.locator('#leerlingen tbody a').first().click();
  await expect(nurse.getByText('Gedeeld met toestemming')).toBeVisible();
  await expect(nurse.getByRole('link', { name: 'Toestemming vastleggen' })).toHaveCount(0);
  const once = await as('eva.enkel', TENANT);
  const answer = await once.goto(at(TENANT, '/leerlingen'));
  expect(answer.status()).toBe(403);
  await expect(once.getByRole('main')).toContainText('tweede factor');
});

test('the beheerder invites, withdraws and puts back', async ({ as }) => {
  const page = await as('fenna.bos', TENANT);
  await page.goto(at(TENANT, '/beheer'));
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Iemand uitnodigen' }).click();
  await expectAccessible(page);
  await page.getByLabel('Naam', { exact: true }).fill('Nina Nieuwkoop');
  await page.getByLabel('E-mailadres van het werk').fill('nina@ggd.example');
  await page.getByLabel('Functie').selectOption('jeugdverpleegkundige');
  await page.getByLabel('Organisatie').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Uitnodigen' }).click();
  await expect(page.getByRole('alert')).toContainText('werkt niet bij een');
  const ggd = page.locator('#organisatie option', { hasText: '(GGD)' }).first();
  await page.getByLabel('Organisatie').selectOption(await ggd.getAttribute('value'));
  await page.getByRole('button', { name: 'Uitnodigen' }).click();
  await expect(page.locator('.link-once')).toContainText('/uitnodiging/haarlemmermeer/');

  await page.goto(at(TENANT, '/beheer?zoek=nina'));
  await page.getByRole('link', { name: /^Intrekken: Nina/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Functie intrekken' }).click();
  await expect(page.getByRole('status').first()).toContainText('ingetrokken');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.goto(at(TENANT, '/beheer?zoek=nina&stand=uitgenodigd'));
  await expect(page.getByText('Nina Nieuwkoop')).toBeVisible();
});

test('the privacy officer shows who opened a file, and what was refused', async ({ as }) => {
  const ib = await as('ineke.bakker', TENANT);
  await ib.goto(at(TENANT, '/leerlingen'));
  const name = await ib.locator('#leerlingen tbody a').first().textContent();
  await ib.locator('#leerlingen tbody a').first().click();
  const page = await as('petra.prins', TENANT);
  await page.goto(at(TENANT, '/beheer/logboek'));
  await expectAccessible(page);
  await page.locator('main').getByLabel('Leerling').fill(name);
  await page.locator('main').getByRole('button', { name: 'Zoeken' }).click();
  await expect(page.locator('#logboek tbody tr').first()).toContainText('Ineke Bakker');
  await page.goto(at(TENANT, '/beheer/logboek?van=morgen'));
  await expect(page.getByRole('alert')).toContainText('geen datum');
  const csv = await page.request.get(at(TENANT, '/beheer/logboek.csv'));
  expect(await csv.text()).toContain('Wanneer;Wie');
});

test('the chair of the region sees who takes part, and no pupil', async ({ as }) => {
  const page = await as('gerda.groen', 'regio-groningen');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Regio Groningen');
  await expect(page.locator('#deelnemers tbody tr')).toHaveCount(1);
  await expectAccessible(page);
});

test('everybody can read what Rondom does with personal data', async ({ page }) => {
  for (const path of ['/privacy', '/toegankelijkheid']) {
    const answer = await page.goto(origin + path);
    expect(answer.status()).toBe(200);
    await expectAccessible(page);
  }
});
