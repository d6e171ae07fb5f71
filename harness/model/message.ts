/** One header field as it stands on the wire: name in the sender's case, value without surrounding white space. */
export type Header = readonly [name: string, value: string];

/** An HTTP/1.1 request, close enough to the wire to send what a well-behaved client would not. */
export interface Request {
  readonly method: string;
  /** Path below the target's base URL, with a leading slash; a query may follow. */
  readonly path: string;
  /**
   * Fields in sending order, `Host`, `Connection` and the framing fields excluded. A `Connection` among them takes the
   * place of ours.
   */
  readonly headers: readonly Header[];
  readonly body?: Uint8Array;
  /** How the body is delimited (RFC 9112 6). Default: `length` with a body, `none` without. */
  readonly framing?: 'length' | 'chunked' | 'none';
  /** True leaves `Host` out. */
  readonly withoutHost?: boolean;
  /** Whole header lines put in as they are, without CRLF, for what no field can express. */
  readonly rawLines?: readonly string[];
  /** Sends `Expect: 100-continue` and holds the body back until a 1xx comes, or this many milliseconds. */
  readonly expectContinueMs?: number;
}

/** A final response (RFC 9110 15), read within the limits of `limits.ts`. */
export interface Response {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: readonly Header[];
  /** Content with its content coding undone. */
  readonly body: Uint8Array;
  /** True where the content went on beyond the limit and was cut. */
  readonly truncated: boolean;
  /** True where the content came whole, and only its beginning was kept in the recording; `truncated` is true, too. */
  readonly excerpt?: boolean;
  /** Status codes of the interim responses that came before. */
  readonly interim: readonly number[];
  /** Bytes that came where no content may stand: after a response to HEAD, a 204 or a 304. */
  readonly unexpectedContent: number;
}

/** All values of a field, in order; names compare without case (RFC 9110 5.1). */
export function fieldValues(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
}

/**
 * Fields with others added that they do not set themselves. An empty one, such as the `Authorization:` of a published
 * sample, gives way: it says nothing, and a gateway that asks for the field refuses it.
 */
export function withExtraHeaders(headers: readonly Header[], extra: readonly Header[]): Header[] {
  const named = (wanted: string, [name]: Header): boolean => name.toLowerCase() === wanted.toLowerCase();
  const added = extra.filter(([name]) => !headers.some((each) => named(name, each) && each[1] !== ''));
  return [...headers.filter(([name]) => !added.some((each) => named(name, each))), ...added];
}

/** A field's combined value (RFC 9110 5.2), or undefined where it is absent. */
export function fieldValue(headers: readonly Header[], name: string): string | undefined {
  const values = fieldValues(headers, name);
  return values.length === 0 ? undefined : values.join(', ');
}

/** Members of a comma-separated list field, trimmed, empty ones left out (RFC 9110 5.6.1). */
export function listMembers(headers: readonly Header[], name: string): string[] {
  return fieldValues(headers, name)
    .flatMap((value) => value.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

/** The media type without parameters, in lower case (RFC 9110 8.3.1), or undefined where none is declared. */
export function mediaType(headers: readonly Header[]): string | undefined {
  const value = fieldValue(headers, 'Content-Type');
  const type = value?.split(';')[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/** True for `application/json` and any `+json` type (RFC 6839 3.1). */
export function isJsonType(type: string | undefined): boolean {
  return type !== undefined && (type === 'application/json' || /^[^/]+\/[^/]+\+json$/.test(type));
}
