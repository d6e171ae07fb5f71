/** What a TLS peer showed in its handshake. */
export interface TlsFacts {
  readonly protocol: string;
  /** End of the certificate's validity, ISO 8601. */
  readonly validTo: string;
}
