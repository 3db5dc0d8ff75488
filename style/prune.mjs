// Leaves out the design tokens that no rule asks for: the theme brings 2,800 of them, for every component of every
// municipality; we use a third of that.   node style/prune.mjs FILE.css
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2];
const css = readFileSync(file, 'utf8');
const start = css.indexOf('.voorbeeld-theme{') + '.voorbeeld-theme{'.length;
if (start < '.voorbeeld-theme{'.length) throw new Error(`no theme in ${file}`);

const { declarations, end } = read(css, start);
const asked = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
const values = new Map(declarations.filter(([name]) => name.startsWith('--')));

const kept = new Set();
const queue = asked(css.slice(0, start) + css.slice(end));
while (queue.length) {
  const name = queue.pop();
  if (kept.has(name) || !values.has(name)) continue;
  kept.add(name);
  queue.push(...asked(values.get(name)));
}

const body = declarations.filter(([name]) => !name.startsWith('--') || kept.has(name)).map(([name, value]) => `${name}:${value}`);
writeFileSync(file, css.slice(0, start) + body.join(';') + css.slice(end));

// The declarations of one block, minding quotes and brackets, and where the block ends.
function read(text, from) {
  const declarations = [];
  let quote = '';
  let depth = 0;
  let begin = from;
  for (let at = from; ; at++) {
    const c = text[at];
    if (c === undefined) throw new Error('the theme does not end');
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (depth === 0 && (c === ';' || c === '}')) {
      const [name, ...value] = text.slice(begin, at).split(':');
      if (value.length) declarations.push([name.trim(), value.join(':').trim()]);
      begin = at + 1;
      if (c === '}') return { declarations, end: at };
    }
  }
}
