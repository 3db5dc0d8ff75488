// A stage for one scenario: a server of its own with a samenwerkingsverband under the way of working of the scenario, a
// person for each function in it, and a clock that stands still until it is moved (server/examples/stage.rs).
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { site, stage as program } from './places.mjs';
import { test as base } from './test.mjs';

export { expect } from './test.mjs';

const HOME = new URL('../../../domain/templates/scenarios/', import.meta.url);

/** Every shipped scenario: its name, its file, and the name of its way of working. */
export const scenarios = readdirSync(HOME).filter((file) => file.endsWith('.toml')).sort().map((file) => {
  const path = fileURLToPath(new URL(file, HOME));
  const said = (word) => readFileSync(path, 'utf8').match(new RegExp(`^${word} = "(.*)"$`, 'm'))[1];
  return { name: file.replace('.toml', ''), path, title: said('title'), way: said('template').replaceAll('_', '-') };
});

class Stage {
  #child;

  #lines;

  async open({ path }) {
    this.#child = spawn(program, [path, site], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    Object.assign(this, await this.#read());
    return this;
  }

  async #read() {
    const { value } = await this.#lines.next();
    if (value === undefined) throw new Error('the stage stopped');
    return JSON.parse(value);
  }

  async #ask(words) {
    this.#child.stdin.write(`${words}\n`);
    return this.#read();
  }

  /** Moves the clock of everybody. */
  async clock(moment) {
    await this.#ask(`clock ${moment.toISOString()}`);
  }

  /** Lets happen what the days bring. */
  async pass() {
    await this.#ask('pass');
  }

  /** Puts the person with this function before the browser, logged in anew. */
  async enter(context, who) {
    const cookie = await this.#ask(`enter ${who}`);
    const { hostname } = new URL(this.origin);
    await context.clearCookies();
    await context.addCookies([{ ...cookie, domain: hostname, path: '/', httpOnly: true, secure: true, sameSite: 'Lax' }]);
  }

  async close() {
    const ended = new Promise((done) => { this.#child.on('exit', done); });
    this.#child.stdin.end();
    await ended;
  }
}

export const test = base.extend({
  // `await stage(scenario)`: as many as a test wants, each until the test ends.
  stage: async ({}, use) => {
    const opened = [];
    await use(async (scenario) => {
      const one = new Stage();
      opened.push(one);
      return one.open(scenario);
    });
    for (const one of opened) await one.close();
  },
});
