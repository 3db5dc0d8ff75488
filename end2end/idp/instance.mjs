// One identity provider: a certified OpenID Connect server that offers one button per persona instead of a password.
import './localhost.mjs';
import './quiet.mjs';
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { newKey } from './keys.mjs';
import { chooser, message } from './pages.mjs';
import { newProvider } from './provider.mjs';
import { switches } from './switches.mjs';

const [id, label, port] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const origin = process.env.RONDOM_ORIGIN ?? 'http://localhost:3000';
const all = JSON.parse(readFileSync(new URL('./personas.json', import.meta.url)));
const personas = new Map(all.filter((p) => p.provider === id).map((p) => [p.login, p]));

let keys = [newKey()];
const start = () => newProvider({ id, label, issuer, origin, personas, keys });
let provider = start();

const test = process.env.IDP_TEST === '1' && switches({
  rotateKeys() {
    keys = [newKey(), ...keys];
    provider = start();
  },
});

async function form(req) {
  let text = '';
  for await (const part of req) text += part;
  return new URLSearchParams(text);
}

async function interact(req, res) {
  const { params } = await provider.interactionDetails(req, res);
  let chosen = params.login_hint;
  if (req.method === 'POST') {
    const answer = await form(req);
    if (answer.has('cancel')) {
      const refused = { error: 'access_denied', error_description: 'de persoon brak het inloggen af' };
      return provider.interactionFinished(req, res, refused, { mergeWithLastSubmission: false });
    }
    chosen = answer.get('login');
  }
  const persona = personas.get(chosen);
  if (!persona) return html(res, 200, chooser(label, [...personas.values()]));
  const login = { accountId: persona.login, acr: persona.acr, amr: persona.amr, remember: false };
  // Answering both questions: who one is, and (when Rondom asked for it) which account.
  return provider.interactionFinished(req, res, { login, select_account: {} }, { mergeWithLastSubmission: false });
}

function html(res, status, body) {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(body);
}

for (const persona of personas.values()) {
  // The names of the research and education federations for "one step" and "two steps".
  persona.acr = `https://refeds.org/profile/${persona.two_factor ? 'mfa' : 'sfa'}`;
  persona.amr = persona.two_factor ? ['pwd', 'otp', 'mfa'] : ['pwd'];
}

const server = http.createServer(async (req, res) => {
  try {
    if (test && (await test(req, res))) return;
    if (req.url === '/') return html(res, 200, message(label, `Inloggen bij ${label}`, 'Begin met inloggen bij Rondom.', origin));
    if (req.url.startsWith('/interaction/')) await interact(req, res);
    else await provider.callback()(req, res);
  } catch (error) {
    const stale = error.name === 'SessionNotFound';
    if (!stale) console.error(`${label}:`, error);
    html(res, stale ? 400 : 500, message(label, 'Dit inloggen is verlopen', 'Begin opnieuw vanuit Rondom.', origin));
  }
});
server.listen(Number(port), '127.0.0.1', () => process.env.IDP_QUIET || console.log(`${label}: ${issuer}`));
process.on('disconnect', () => process.exit());
