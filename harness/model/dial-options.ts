/** A host and a port, such as those that a socket goes to. */
export interface Place {
  /** A name or an IP address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** An HTTP proxy that is asked for a tunnel (CONNECT, RFC 9110 9.3.6). */
export interface Proxy extends Place {
  /** True where the connection to the proxy itself is TLS. */
  readonly secure: boolean;
  /** For `Proxy-Authorization: Basic` (RFC 7617); the password is a secret. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** A certificate that the client shows in a TLS handshake, with its key; all PEM. */
export interface ClientCertificate {
  readonly cert: Uint8Array;
  readonly key: Uint8Array;
  /** Of the key; a secret. */
  readonly passphrase?: string;
}

/** How connections to the target are made. A plain value: it can be serialized. */
export interface DialOptions {
  /** For https targets. */
  readonly httpsProxy?: Proxy;
  /** For http targets. */
  readonly httpProxy?: Proxy;
  /** Targets that are reached without a proxy: the value of `NO_PROXY`, see `harness/http/no-proxy.ts`. */
  readonly noProxy?: string;
  readonly clientCertificate?: ClientCertificate;
  /** Authorities that are trusted beside the usual ones: one or more certificates, PEM. */
  readonly ca?: Uint8Array;
  /** Where the socket goes instead of the URL's host and port. The server name of TLS and `Host` stay the URL's. */
  readonly connectTo?: Place;
}
