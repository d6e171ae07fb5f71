import type { DialOptions } from '../model/dial-options.ts';
import type { Header } from '../model/message.ts';
import { basicCredentials } from './tunnel.ts';

/** What of the options is a secret, each with the name that stands for it in reports. */
export function dialSecrets(options: DialOptions = {}): readonly (readonly [variable: string, value: string])[] {
  const credentials = [options.httpsProxy, options.httpProxy].flatMap((proxy) => proxy?.credentials ?? []);
  const passphrase = options.clientCertificate?.passphrase;
  return [
    ...credentials.flatMap((each): (readonly [string, string])[] => [
      ['PROXY_PASSWORD', each.password],
      ['PROXY_AUTHORIZATION', basicCredentials(each).replace('Basic ', '')],
    ]),
    ...(passphrase === undefined ? [] : [['CLIENT_KEY_PASSPHRASE', passphrase] as const]),
  ];
}

/** Values of fewer characters are shown: to mask every `1` makes a report unreadable and keeps nothing secret. */
const shortest = 4;

/** What of a header field that a gateway wants is a secret: its value, and the password in it where it is Basic (RFC 7617). */
export function secretsIn([, value]: Header): readonly string[] {
  const [, encoded = ''] = /^basic +([a-z0-9+/]+=*)$/i.exec(value) ?? [];
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const password = credentials.slice(credentials.indexOf(':') + 1);
  return [value, password].filter((each) => each.length >= shortest);
}
