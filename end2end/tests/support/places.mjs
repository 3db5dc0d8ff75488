// Where everything is, and who can log in.
import '../../idp/localhost.mjs';
import { readFileSync } from 'node:fs';

// Each worker has a world of its own; nothing is known of any while the tests are only listed.
const here = JSON.parse(process.env.E2E_WORLDS ?? '[]')[process.env.TEST_PARALLEL_INDEX ?? 0] ?? {};

export const { origin, provider } = here;

/** The program that serves this world. */
export const { bin } = here;

/** The program that makes a stage for a scenario, and the built files that it serves. */
export const { stage, site } = here;

/** Where Uma van Uden finds what she was invited to. */
export const { invitation } = here;

/** The address of a page of a tenant or region: `at('haarlemmermeer', '/overleggen')`. */
export const at = (slug, path = '/') => origin?.replace('//', `//${slug}.`) + path;

export const personas = JSON.parse(readFileSync(new URL('../../idp/personas.json', import.meta.url)));
export const persona = (login) => {
  const found = personas.find((p) => p.login === login);
  if (!found) throw new Error(`no persona ${login}`);
  return found;
};

/** Breaks a provider on purpose, and mends it: `turn('scholen', 'mode', 'down')`. See idp/switches.mjs. */
export async function turn(id, name, value = '') {
  const answer = await fetch(`${provider[id]}/_test/${name}?value=${value}`, { method: 'POST' });
  if (answer.status !== 204) throw new Error(`switch ${name} answered ${answer.status}`);
}

export async function mend(id) {
  await turn(id, 'mode', 'up');
  await turn(id, 'skew', 0);
}
