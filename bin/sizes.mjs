// Compresses the files of one release beforehand and tells how much a first visit downloads.
//   node bin/sizes.mjs FOLDER            writes FILE.br beside each file and prints the sizes
//   node bin/sizes.mjs --check FOLDER    compares with budget.json: a line is lowered, or raised with the reason
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
// The editor is a bundle of its own, which only its page asks for.
const script = { rondom: 0, editor: 0 };
for (const file of files.sort()) {
  const path = join(folder, file);
  if (!existsSync(`${path}.br`)) writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  const size = readFileSync(`${path}.br`).length;
  if (SCRIPT.has(extname(file))) script[file.startsWith('editor') ? 'editor' : 'rondom'] += size;
  console.log(`  ${file.padEnd(28)} ${kB(size).padStart(9)} (brotli)`);
}
console.log(`  wasm + JavaScript            ${kB(script.rondom).padStart(9)}, of the editor ${kB(script.editor)}`);

if (check) {
  const now = JSON.parse(readFileSync('budget.json', 'utf8'));
  const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const commits = git('log', '--format=%H', '--', 'budget.json').split('\n').filter(Boolean);
  const before = commits.map((commit) => JSON.parse(git('show', `${commit}:budget.json`)));
  const within = (name, bytes, what) => {
    const lowest = Math.min(...before.map((budget) => budget[name] ?? Infinity), now[name]);
    if (now[name] > lowest && !now.raised?.[name]) fail(`budget.json went up from ${lowest} to ${now[name]} bytes; say at raised why`);
    if (bytes > now[name]) fail(`${what} downloads ${bytes} bytes of script, the budget is ${now[name]}`);
  };
  within('first_visit_script_bytes', script.rondom, 'a first visit');
  within('editor_script_bytes', script.editor, 'the editor');
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
