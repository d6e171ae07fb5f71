import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../doctor/certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Service, startService } from './service.ts';

/** How nginx stands before a server. */
export interface NginxOptions {
  /** Port on loopback that it passes requests on to. */
  readonly to: number;
  readonly certificate: Certificate;
  /** The certificate that its clients have to show (PEM). */
  readonly clientCertificate: string;
  readonly user: { readonly name: string; readonly password: string };
}

/** Starts nginx, which asks each client for a certificate and for Basic credentials, and speaks HTTP/2 and HTTP/1.1. */
export async function startNginx({ to, certificate, clientCertificate, user }: NginxOptions): Promise<Service> {
  const folder = temporaryFolder();
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const cert = file('server.pem', certificate.cert);
  const key = file('server.key', certificate.key);
  const clients = file('clients.pem', clientCertificate);
  const users = file('users', `${user.name}:{PLAIN}${user.password}\n`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${join(folder, what)};`,
  );
  return startService((port) => {
    const configuration = `
      # One process, so that none is left behind.
      daemon off;
      master_process off;
      pid ${join(folder, 'nginx.pid')};
      error_log stderr;
      events {}
      http {
        access_log off;
        ${temporary.join('\n        ')}
        server {
          listen 127.0.0.1:${port} ssl http2;
          ssl_certificate ${cert};
          ssl_certificate_key ${key};
          ssl_client_certificate ${clients};
          ssl_protocols TLSv1.2 TLSv1.3;
          ssl_verify_client on;
          auth_basic "staging";
          auth_basic_user_file ${users};
          location / {
            proxy_pass http://127.0.0.1:${to};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            # The credentials are the gateway's: it keeps them to itself.
            proxy_set_header Authorization "";
          }
        }
      }`;
    return ['nginx', '-p', folder, '-e', 'stderr', '-c', file('nginx.conf', configuration)];
  });
}
