// Node's own resolver does not know that every name under .localhost is this machine (RFC 6761). Import this first.
import dns from 'node:dns';

const isLocal = (host) => host === 'localhost' || host.endsWith('.localhost');
const lookup = dns.lookup;
const promised = dns.promises.lookup;

dns.lookup = (host, options, done) => {
  if (!isLocal(host)) return lookup(host, options, done);
  if (typeof options === 'function') return options(null, '127.0.0.1', 4);
  return options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
};
dns.promises.lookup = async (host, options = {}) => {
  if (!isLocal(host)) return promised(host, options);
  const answer = { address: '127.0.0.1', family: 4 };
  return options.all ? [answer] : answer;
};
