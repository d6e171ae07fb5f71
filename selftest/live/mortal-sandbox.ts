import type { AddressInfo } from 'node:net';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { makeServer } from '../../sandbox/server.ts';
import { State } from '../../sandbox/state.ts';

/**
 * A sandbox in a process of its own, which ends in one of the ways below. Its arguments: the way, what the way needs to
 * know, and a port.
 */
const [way = '', what = '', port = '0'] = process.argv.slice(2);

let answered = 0;

const ways: Readonly<Record<string, Behaviour>> = {
  /** Ends when a body holds a text, with the request under way. */
  'on-body': {
    write: (_answer, { body }) => {
      if (body.includes(what)) process.exit(1);
      return false;
    },
  },
  /** Ends when a body is longer than so many bytes. */
  'on-length': {
    write: (_answer, { body, tooLarge }) => {
      if (tooLarge || body.length > Number(what)) process.exit(1);
      return false;
    },
  },
  /** Ends when it has answered so many requests to the call under test, between two requests. */
  'after-answers': {
    write: (_answer, { path }, { response }) => {
      if (path.includes('/reset-password')) answered += 1;
      if (answered !== Number(what)) return false;
      // No connection is taken any more, so that none is cut off.
      server.close();
      response.setHeader('Connection', 'close');
      response.once('close', () => process.exit(1));
      return false;
    },
  },
};

const behaviour = ways[way];
if (behaviour === undefined) throw new Error(`there is no way ${way}`);
const server = makeServer(new State(), [behaviour]);
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
