/** A request as the sandbox's application sees it. */
export interface SandboxRequest {
  readonly method: string;
  /** Path without the query, as received. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The request target as received. */
  readonly target: string;
  /** Header fields by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** True if the content was larger than the server accepts. Then `body` holds only its beginning. */
  readonly tooLarge: boolean;
  /** Position among the requests of this sandbox, from 1. */
  readonly number: number;
  /** Position among the requests of this connection, from 1. */
  readonly numberOnConnection: number;
  /** Number of requests in progress, including this one. */
  readonly concurrent: number;
  readonly secure: boolean;
  /** The values of all `Host` fields (RFC 9112 3.2). HTTP/2 has none, and its authority counts as one. */
  readonly hosts: readonly string[];
  /** True over HTTP/2. */
  readonly overHttp2: boolean;
}

/** An answer of the sandbox's application. */
export interface SandboxAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** The media type of a request without parameters, in lower case. */
export function mediaTypeOf(request: SandboxRequest): string | undefined {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/** An answer with some headers replaced, or removed if set to `undefined`. Names are compared without case. */
export function withHeaders(
  answer: SandboxAnswer,
  headers: Readonly<Record<string, string | undefined>>,
): SandboxAnswer {
  const taken = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const kept = Object.entries(answer.headers).filter(([name]) => !taken.has(name.toLowerCase()));
  const added = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...answer, headers: Object.fromEntries([...kept, ...added]) };
}

/** The JSON body of an answer, or undefined if it has none. */
export function jsonBody({ body }: SandboxAnswer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer with a JSON body. */
export function withJson(answer: SandboxAnswer, value: unknown): SandboxAnswer {
  return { ...answer, body: JSON.stringify(value) };
}
