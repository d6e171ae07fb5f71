/** The public documentation at one commit: a later edit of a page can't change what a clause stands on. */
const pages = 'https://github.com/CruxConnect/crux-docs/blob/4ac7be0';

/** A section of an RFC as the RFC Editor anchors it. */
function rfc(number: string, section: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
}

function cve(id: string): string {
  return `https://www.cve.org/CVERecord?id=${id}`;
}

function cheatSheet(page: string, anchor?: string): string {
  const url = `https://cheatsheetseries.owasp.org/cheatsheets/${page}_Cheat_Sheet.html`;
  return anchor === undefined ? url : `${url}#${anchor}`;
}

/** Where a promise is written down. */
export interface Source {
  /** As a report prints it. */
  readonly name: string;
  /** Absolute https URL. */
  readonly url: string;
}

/** Every text that a clause stands on, by the short key that clauses name it with. */
export const sources = {
  'reset-page': {
    name: 'Documentation: Reset Password',
    url: `${pages}/_organization/reset_password.md`,
  },
  'response-codes': {
    name: 'Documentation: Response Codes',
    url: `${pages}/_documentation/response_codes.md`,
  },
  'authentication-page': {
    name: 'Documentation: Authentication',
    url: `${pages}/_documentation/authentication.md`,
  },
  'validate-page': {
    name: 'Documentation: Validate Password Token',
    url: `${pages}/_internal_organization/password-validate_reset_token.md`,
  },
  'complete-page': {
    name: 'Documentation: Create New Password',
    url: `${pages}/_internal_organization/password-create.md`,
  },
  'login-page': {
    name: 'Documentation: Retrieve Auth Token',
    url: `${pages}/_organization/retreive_auth_token.md`,
  },
  'rfc5321-2.4': { name: 'RFC 5321, 2.4 (case of domains)', url: rfc('5321', '2.4') },
  'rfc6265-4.1.2': { name: 'RFC 6265, 4.1.2 (cookie attributes)', url: rfc('6265', '4.1.2') },
  'rfc6797-7.1': { name: 'RFC 6797, 7.1 (HSTS over secure transport)', url: rfc('6797', '7.1') },
  'rfc8259-2': { name: 'RFC 8259, 2 (JSON grammar)', url: rfc('8259', '2') },
  'rfc8259-4': { name: 'RFC 8259, 4 (names in an object)', url: rfc('8259', '4') },
  'rfc8259-7': { name: 'RFC 8259, 7 (escapes in strings)', url: rfc('8259', '7') },
  'rfc8259-8.1': { name: 'RFC 8259, 8.1 (UTF-8, no BOM)', url: rfc('8259', '8.1') },
  'rfc8259-9': { name: 'RFC 8259, 9 (parsers and their limits)', url: rfc('8259', '9') },
  'rfc9110-5.4': { name: 'RFC 9110, 5.4 (field limits)', url: rfc('9110', '5.4') },
  'rfc9110-8.3.1': { name: 'RFC 9110, 8.3.1 (media types)', url: rfc('9110', '8.3.1') },
  'rfc9110-8.4': { name: 'RFC 9110, 8.4 (content codings)', url: rfc('9110', '8.4') },
  'rfc9110-9.2.1': { name: 'RFC 9110, 9.2.1 (safe methods)', url: rfc('9110', '9.2.1') },
  'rfc9110-9.3.2': { name: 'RFC 9110, 9.3.2 (HEAD)', url: rfc('9110', '9.3.2') },
  'rfc9110-9.3.7': { name: 'RFC 9110, 9.3.7 (OPTIONS)', url: rfc('9110', '9.3.7') },
  'rfc9110-12.5.1': { name: 'RFC 9110, 12.5.1 (Accept)', url: rfc('9110', '12.5.1') },
  'rfc9110-15.5.2': { name: 'RFC 9110, 15.5.2 (401)', url: rfc('9110', '15.5.2') },
  'rfc9110-15.5.6': { name: 'RFC 9110, 15.5.6 (405)', url: rfc('9110', '15.5.6') },
  'rfc9110-15.6': { name: 'RFC 9110, 15.6 (server errors)', url: rfc('9110', '15.6') },
  'rfc9111-5.2.2.5': { name: 'RFC 9111, 5.2.2.5 (no-store)', url: rfc('9111', '5.2.2.5') },
  'rfc9112-3.2': { name: 'RFC 9112, 3.2 (Host)', url: rfc('9112', '3.2') },
  'rfc9112-5.1': { name: 'RFC 9112, 5.1 (field line parsing)', url: rfc('9112', '5.1') },
  'rfc9112-6.1': { name: 'RFC 9112, 6.1 (Transfer-Encoding)', url: rfc('9112', '6.1') },
  'rfc9112-7.1': { name: 'RFC 9112, 7.1 (chunked)', url: rfc('9112', '7.1') },
  'rfc9112-9.3': { name: 'RFC 9112, 9.3 (persistence)', url: rfc('9112', '9.3') },
  'rfc9113-3.2': { name: 'RFC 9113, 3.2 (HTTP/2 over TLS)', url: rfc('9113', '3.2') },
  'rfc9325-3.1.1': { name: 'RFC 9325, 3.1.1 (TLS versions)', url: rfc('9325', '3.1.1') },
  'rfc9457-3.1.2': { name: 'RFC 9457, 3.1.2 (status of problem details)', url: rfc('9457', '3.1.2') },
  'rfc6585-4': { name: 'RFC 6585, 4 (429)', url: rfc('6585', '4') },
  'fetch-cors': {
    name: 'Fetch Standard: CORS and credentials',
    url: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  },
  'fetch-nosniff': {
    name: 'Fetch Standard: X-Content-Type-Options',
    url: 'https://fetch.spec.whatwg.org/#x-content-type-options-header',
  },
  'owasp-forgot-password': {
    name: 'OWASP: Forgot Password Cheat Sheet',
    url: cheatSheet('Forgot_Password'),
  },
  'owasp-forgot-password-token': {
    name: 'OWASP: Forgot Password Cheat Sheet, URL tokens',
    url: cheatSheet('Forgot_Password', 'url-tokens'),
  },
  'owasp-password-strength': {
    name: 'OWASP: Authentication Cheat Sheet, password strength',
    url: cheatSheet('Authentication', 'implement-proper-password-strength-controls'),
  },
  'owasp-session-entropy': {
    name: 'OWASP: Session Management Cheat Sheet, entropy',
    url: cheatSheet('Session_Management', 'session-id-entropy'),
  },
  'owasp-error-handling': { name: 'OWASP: Error Handling Cheat Sheet', url: cheatSheet('Error_Handling') },
  'owasp-input-validation': { name: 'OWASP: Input Validation Cheat Sheet', url: cheatSheet('Input_Validation') },
  'owasp-injection': { name: 'OWASP: Injection Prevention Cheat Sheet', url: cheatSheet('Injection_Prevention') },
  'owasp-prototype-pollution': {
    name: 'OWASP: Prototype Pollution Prevention Cheat Sheet',
    url: cheatSheet('Prototype_Pollution_Prevention'),
  },
  'owasp-xss': {
    name: 'OWASP: Cross Site Scripting Prevention Cheat Sheet',
    url: cheatSheet('Cross_Site_Scripting_Prevention'),
  },
  'owasp-headers': { name: 'OWASP: HTTP Security Response Headers Cheat Sheet', url: cheatSheet('HTTP_Headers') },
  'owasp-rest-security': { name: 'OWASP: REST Security Cheat Sheet', url: cheatSheet('REST_Security') },
  'owasp-transport-security': {
    name: 'OWASP: Transport Layer Security Cheat Sheet',
    url: cheatSheet('Transport_Layer_Security'),
  },
  'owasp-denial-of-service': { name: 'OWASP: Denial of Service Cheat Sheet', url: cheatSheet('Denial_of_Service') },
  'sre-objectives': {
    name: 'Site Reliability Engineering, chapter 4: Service Level Objectives',
    url: 'https://sre.google/sre-book/service-level-objectives/',
  },
  'cve-2019-19844': {
    name: 'CVE-2019-19844 (reset by Unicode case mapping)',
    url: cve('CVE-2019-19844'),
  },
  'cve-2023-7028': { name: 'CVE-2023-7028 (reset sent to a second address)', url: cve('CVE-2023-7028') },
} as const satisfies Readonly<Record<string, Source>>;

/** Key of a source; a misspelt one does not compile. */
export type SourceKey = keyof typeof sources;

/**
 * The text behind a clause.
 *
 * @param key as a clause names it
 * @returns name and https URL, for a report's link
 */
export function sourceOf(key: SourceKey): Source {
  return sources[key];
}
