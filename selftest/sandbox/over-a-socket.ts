import { connect } from 'node:net';

/** What a server sends back for some bytes until it closes the connection; requests therefore ask it to. */
export async function reply(baseUrl: string, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', reject);
    socket.write(bytes);
  });
}

/** A request with content, as bytes; `fields` are further header lines. */
export function request(start: string, content: Buffer | string = '', fields: readonly string[] = []): Buffer {
  const body = Buffer.from(content);
  const head = [
    `${start} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...fields,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** The code of a reply. */
export const codeOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
