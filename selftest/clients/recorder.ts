import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { path } from '../../specs/calls/reset-password.ts';
import { makeCertificate } from '../doctor/certificate.ts';

/** A TLS server that keeps the bytes of each request, in latin1, and answers 200. */
export interface Recorder {
  readonly url: string;
  readonly port: number;
  readonly received: readonly string[];
  close(): Promise<unknown>;
}

/** Starts a recorder on a free port; its certificate is nobody's. */
export async function startRecorder(): Promise<Recorder> {
  const now = Date.now();
  const { key, cert } = makeCertificate({
    host: '127.0.0.1',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 86_400_000),
  });
  const received: string[] = [];
  const server = createServer({ key, cert }, (socket) => {
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      if (!isWhole(text)) return;
      received.push(text);
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}${path}`,
    port,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** True for a request with all of its body: of the declared length, or chunked. */
function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : body?.length === Number(length);
}
