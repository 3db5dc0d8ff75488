// Compresses the files of one release beforehand and tells how much a first visit downloads.
//   node bin/sizes.mjs FOLDER            writes FILE.br beside each file and prints the sizes
//   node bin/sizes.mjs --check FOLDER    compares with budget.json, which may only ever be lowered
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const check = process.argv.includes('--check');
const folder = process.argv.at(-1);
const COMPRESSIBLE = new Set(['.js', '.wasm', '.css', '.svg', '.json']);
const SCRIPT = new Set(['.js', '.wasm']);

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const files = readdirSync(folder, { recursive: true }).filter((file) => COMPRESSIBLE.has(extname(file)));
let script = 0;
for (const file of files.sort()) {
  const path = join(folder, file);
  if (!existsSync(`${path}.br`)) writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  const size = readFileSync(`${path}.br`).length;
  if (SCRIPT.has(extname(file))) script += size;
  console.log(`  ${file.padEnd(28)} ${kB(size).padStart(9)} (brotli)`);
}
console.log(`  wasm + JavaScript            ${kB(script).padStart(9)}`);

if (check) {
  const budget = (text) => JSON.parse(text).first_visit_script_bytes;
  const now = budget(readFileSync('budget.json', 'utf8'));
  const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const before = git('log', '--format=%H', '--', 'budget.json').split('\n').filter(Boolean);
  const lowest = Math.min(...before.map((commit) => budget(git('show', `${commit}:budget.json`))), now);
  if (now > lowest) fail(`budget.json went up from ${lowest} to ${now} bytes; it may only be lowered`);
  if (script > now) fail(`a first visit downloads ${script} bytes of script, the budget is ${now}`);
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
