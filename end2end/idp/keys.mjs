// The keys that the providers sign with.
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';

/**
 * A new private key as JWK. By way of PEM: Node 20 can wait for ever on itself when it exports a key object as JWK
 * while the memory of the very job that made that key is being cleared away. A key read from PEM has no such job.
 */
export function newJwk(type, options) {
  const encodings = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  };
  const { privateKey } = generateKeyPairSync(type, { ...options, ...encodings });
  return createPrivateKey(privateKey).export({ format: 'jwk' });
}

/** A new key to sign with. */
export const newKey = () => ({ ...newJwk('rsa', { modulusLength: 2048 }), kid: randomUUID(), use: 'sig', alg: 'RS256' });
