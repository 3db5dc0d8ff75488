// Starts the two identity providers of the demonstration and the tests: "Scholen" and "Gemeente".
// Each is a process of its own, so that a test can move the clock of one without touching the other.
//   RONDOM_ORIGIN (http://localhost:3000)  IDP_SCHOLEN_PORT (3101)  IDP_GEMEENTE_PORT (3102)  IDP_TEST=1: switches, see switches.mjs
import { fork } from 'node:child_process';

const PROVIDERS = [
  { id: 'scholen', label: 'Scholen', port: process.env.IDP_SCHOLEN_PORT ?? 3101 },
  { id: 'gemeente', label: 'Gemeente', port: process.env.IDP_GEMEENTE_PORT ?? 3102 },
];

const script = new URL('./instance.mjs', import.meta.url);
const children = PROVIDERS.map(({ id, label, port }) => fork(script, [id, label, String(port)]));
let stopping = false;

function stop(code = 0) {
  stopping = true;
  process.exitCode ||= code;
  for (const child of children) child.kill();
}

for (const child of children) child.on('exit', (code) => stopping || stop(code || 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop());
