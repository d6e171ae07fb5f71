import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Service, startService } from './service.ts';

/** How tinyproxy opens tunnels. */
export interface TinyproxyOptions {
  /** Port on loopback of a further proxy, which it asks for each tunnel: names need not resolve then. */
  readonly upstream: number;
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
      `Upstream http 127.0.0.1:${upstream}`,
      `LogFile "${join(folder, 'tinyproxy.log')}"`,
      'MaxClients 200',
      'Timeout 60',
    ];
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
    return ['tinyproxy', '-d', '-c', path];
  });
}
