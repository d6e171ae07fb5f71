import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Service, startService } from './service.ts';

/** How tinyproxy opens tunnels. */
export interface TinyproxyOptions {
  /** A further proxy on loopback that it asks for tunnels to names below a domain: they need not resolve then. */
  readonly upstream: { readonly port: number; readonly domain: string };
  readonly user: { readonly name: string; readonly password: string };
}

/** Starts tinyproxy, which asks for credentials. */
export async function startTinyproxy({ upstream, user }: TinyproxyOptions): Promise<Service> {
  const folder = temporaryFolder();
  return startService((port) => {
    const path = join(folder, 'tinyproxy.conf');
    const lines = [
      `Port ${port}`,
      'Listen 127.0.0.1',
      `BasicAuth ${user.name} ${user.password}`,
      `Upstream http 127.0.0.1:${upstream.port} "${upstream.domain}"`,
      `LogFile "${join(folder, 'tinyproxy.log')}"`,
      'MaxClients 200',
      'Timeout 60',
    ];
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
    return ['tinyproxy', '-d', '-c', path];
  });
}
