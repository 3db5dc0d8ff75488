// The settings of one provider. Consent is not asked: the organisation that owns the account decided that already.
import { randomUUID } from 'node:crypto';
import { Provider, interactionPolicy } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { leave, message } from './pages.mjs';

const DAY = 24 * 60 * 60;
const SCOPE = 'openid profile email';
const adapter = createMemoryAdapter(0);
const cookieKey = randomUUID();

function policy() {
  const prompts = interactionPolicy.base();
  prompts.remove('consent');
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}

export function newProvider({ id, label, issuer, origin, personas, keys }) {
  const page = (ctx, title, text) => {
    ctx.type = 'html';
    ctx.body = message(label, title, text, origin);
  };
  const provider = new Provider(issuer, {
    adapter,
    jwks: { keys },
    clients: [{
      client_id: 'rondom',
      client_secret: `alleen-voor-de-demonstratie-${id}`,
      redirect_uris: [`${origin}/auth/callback/${id}`],
      post_logout_redirect_uris: [`${origin}/auth/uitgelogd`, `${origin}/`],
      backchannel_logout_uri: `${origin}/auth/backchannel-logout/${id}`,
      backchannel_logout_session_required: true,
      require_auth_time: true,
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    findAccount: (ctx, login) => personas.has(login) && {
      accountId: login,
      claims: () => {
        const { name, email, organisation } = personas.get(login);
        return { sub: login, name, email, email_verified: true, organisation };
      },
    },
    claims: { openid: ['sub', 'acr', 'amr'], profile: ['name', 'organisation'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: { Interaction: DAY, Session: DAY, Grant: DAY, AuthorizationCode: 60, AccessToken: 600, IdToken: 3600 },
    // Cookies do not know ports: without names of their own the two providers would log each other out.
    cookies: {
      keys: [cookieKey],
      names: { session: `${id}_session`, interaction: `${id}_interaction`, resume: `${id}_resume` },
    },
    // The library's own fetch refuses loopback addresses, so that back-channel logout would never arrive.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    interactions: { policy: policy(), url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => { ctx.body = leave(label, form); },
        postLogoutSuccessSource: (ctx) => page(ctx, 'U bent uitgelogd', `U bent uitgelogd bij ${label}.`),
      },
    },
    renderError: (ctx, { error }) => page(ctx, 'Dit inloggen lukt niet', `Begin opnieuw vanuit Rondom. (${error})`),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope(SCOPE);
      await grant.save();
      return grant;
    },
  });
  provider.on('server_error', (ctx, error) => console.error(`${label}:`, error));
  provider.on('backchannel.error', (ctx, error) => console.error(`${label}: uitloggen op afstand:`, error.message));
  return provider;
}
