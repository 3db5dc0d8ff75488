// Only with IDP_TEST=1: lets a test break a provider on purpose. POST /_test/{mode|skew|rotate}?value=…
//   mode   up · down (the connection breaks) · error (500) · hang (no answer)      skew  seconds added to the clock
import { URL } from 'node:url';

export function switches({ rotateKeys }) {
  const realNow = Date.now;
  let mode = 'up';
  const turn = {
    mode: (value) => { mode = value; },
    skew: (value) => { Date.now = () => realNow() + Number(value) * 1000; },
    rotate: () => rotateKeys(),
  };
  /** Answers the request itself and returns true, or leaves it to the provider. */
  return (req, res) => {
    const { pathname, searchParams } = new URL(req.url, 'http://localhost');
    const name = pathname.match(/^\/_test\/(\w+)$/)?.[1];
    if (name && req.method === 'POST' && turn[name]) {
      turn[name](searchParams.get('value'));
      res.writeHead(204).end();
      return true;
    }
    if (mode === 'down') req.socket.destroy();
    if (mode === 'error') res.writeHead(500).end();
    return mode !== 'up';
  };
}
