// Prints who can log in and what each of them shows.
import { readFileSync } from 'node:fs';

const personas = JSON.parse(readFileSync(new URL('../end2end/idp/personas.json', import.meta.url)));
const width = process.stdout.columns ?? 120;
for (const provider of new Set(personas.map((p) => p.provider))) {
  console.log(`\n  Inloggen met ${provider[0].toUpperCase()}${provider.slice(1)}:`);
  for (const { name, function: work, organisation, shows } of personas.filter((p) => p.provider === provider)) {
    const line = `    ${`${name}, ${work}`.padEnd(44)} ${shows}`;
    console.log(line.length <= width ? line : `    ${name}, ${work} – ${organisation}\n        ${shows}`);
  }
}
