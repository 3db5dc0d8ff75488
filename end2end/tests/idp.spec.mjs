// The identity providers themselves: what stands still there fails every test that logs in after it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const KEYS = fileURLToPath(new URL('../idp/keys.mjs', import.meta.url));

test('making keys never stands still', () => {
  // Small keys are made the same way as large ones, only faster; with little memory it is cleared often.
  const script = `import { newJwk } from '${KEYS}'; for (let n = 0; n < 3000; n += 1) newJwk('ec', { namedCurve: 'P-256' });`;
  const { status, signal } = spawnSync(process.execPath, ['--max-semi-space-size=1', '--gc-interval=50', '--input-type=module', '--eval', script], { timeout: 40_000 });
  expect({ status, signal }).toEqual({ status: 0, signal: null });
});
