// Before all tests: a world for each worker, so that they need not take turns. A world is a fresh database with the
// demonstration data, both providers and the server, on free ports. The tests read where everything is from `places.mjs`. RONDOM_BIN names the binary
// (the stage for scenarios lies in `examples` beside it), RONDOM_SITE_ROOT the built files.
import '../../idp/localhost.mjs';
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const IDP = fileURLToPath(new URL('../../idp/', import.meta.url));

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

async function answers(url, child, name) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${name} stopped; see its log in test-results`);
    try {
      return await fetch(url);
    } catch {
      await new Promise((done) => { setTimeout(done, 100); });
    }
  }
  throw new Error(`${name} does not answer on ${url}`);
}

/** As many worlds as work at the same time; gives what takes them down again. */
export default async function worlds({ workers = 1 } = {}) {
  const all = [];
  const stop = () => Promise.all(all.map((one) => one.stop()));
  try {
    // One after the other, so that no two find the same port free.
    while (all.length < workers) all.push(await world());
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.E2E_WORLDS = JSON.stringify(all.map((one) => one.places));
  return stop;
}

async function world() {
  const home = mkdtempSync(join(tmpdir(), 'rondom-e2e-'));
  const [port, scholen, gemeente] = [await freePort(), await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const providers = join(home, 'providers.toml');
  writeFileSync(providers, readFileSync(join(IDP, 'providers.toml'), 'utf8').replace(':3101', `:${scholen}`).replace(':3102', `:${gemeente}`));

  const bin = process.env.RONDOM_BIN ?? join(ROOT, 'target/debug/rondom');
  const env = {
    ...process.env,
    RONDOM_ADDR: `127.0.0.1:${port}`,
    RONDOM_ORIGIN: origin,
    RONDOM_DATABASE_URL: process.env.RONDOM_DATABASE_URL ?? `sqlite://${home}/rondom.db?mode=rwc`,
    RONDOM_SITE_ROOT: process.env.RONDOM_SITE_ROOT ?? join(ROOT, 'target/site'),
    RONDOM_PROVIDERS: providers,
    IDP_SCHOLEN_PORT: String(scholen),
    IDP_GEMEENTE_PORT: String(gemeente),
    IDP_TEST: '1',
    IDP_QUIET: '1',
  };
  const log = createWriteStream(join(home, 'world.log'));
  await new Promise((done) => { log.on('open', done); });
  const start = (command, words) => spawn(command, words, { cwd: ROOT, env, stdio: ['ignore', log, log] });
  const children = [];
  let invitation;
  const stop = async () => {
    await Promise.all(children.map((child) => child.exitCode !== null || new Promise((done) => {
      child.on('exit', done);
      child.kill();
      setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
    })));
    if (process.env.RONDOM_KEEP) console.log(`kept: ${home}`);
    else rmSync(home, { recursive: true });
  };

  try {
    const run = (...words) => execFileSync(bin, words, { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    run('migrate');
    const planted = run('seed', '--issuer', `scholen=http://localhost:${scholen}`, '--issuer', `gemeente=http://localhost:${gemeente}`);
    invitation = origin + planted.match(/\/uitnodiging\/\S+/)[0];
    children.push(start(process.execPath, [join(IDP, 'main.mjs')]), start(bin, ['serve']));
    for (const [url, child, name] of [
      [`http://localhost:${scholen}/jwks`, children[0], 'the provider of schools'],
      [`http://localhost:${gemeente}/jwks`, children[0], 'the provider of the municipality'],
      [`${origin}/healthz`, children[1], 'the server'],
    ]) await answers(url, child, name);
  } catch (error) {
    console.error(readFileSync(join(home, 'world.log'), 'utf8'));
    await stop();
    throw error;
  }
  const provider = { scholen: `http://localhost:${scholen}`, gemeente: `http://localhost:${gemeente}` };
  const stage = join(dirname(bin), 'examples/stage');
  return { places: { origin, provider, invitation, bin, stage, site: env.RONDOM_SITE_ROOT }, stop };
}
