// WCAG 2.2 AA by axe at two widths, and nothing that scrolls sideways, not even a table: on a desk
// it fits, and on a phone its rows are cards. An id stands on a page once, and every label and link finds its own.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = [1280, 320];

/** Ids that stand on the page twice; labels, and links within the page, that lead nowhere. */
const loose = (page) => page.evaluate(() => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `twice: ${id}`);
  const leads = [...document.querySelectorAll('label[for]')].map(({ htmlFor }) => htmlFor)
    .concat([...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href').slice(1)));
  return twice.concat(leads.filter((id) => !ids.includes(id)).map((id) => `nowhere: ${id}`));
});

/** The page as it is now is accessible; leaves it at the width it had. */
export async function expectAccessible(page) {
  const before = page.viewportSize();
  expect(await loose(page), `ids on ${page.url()}`).toEqual([]);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    expect(found, `axe at ${width} px on ${page.url()}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `scrolls sideways at ${width} px on ${page.url()}`).toBeLessThanOrEqual(0);
    const wide = await page.locator('.region').evaluateAll((all) => all
      .filter((region) => region.scrollWidth > region.clientWidth)
      .map((region) => region.getAttribute('aria-label') ?? region.getAttribute('aria-labelledby')));
    expect(wide, `tables wider than the page at ${width} px on ${page.url()}`).toEqual([]);
  }
  await page.setViewportSize(before);
}
