/** A request as the sandbox's application sees it. */
export interface SandboxRequest {
  readonly method: string;
  /** Path without the query, as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The request target as it came. */
  readonly target: string;
  /** Header fields by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** True where the content was more than the server takes; `body` is cut then. */
  readonly tooLarge: boolean;
  /** Counts the requests of this sandbox, and those of this connection, from 1. */
  readonly number: number;
  readonly numberOnConnection: number;
  /** How many requests are being answered at the moment, this one included. */
  readonly concurrent: number;
  readonly secure: boolean;
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

/** An answer with other headers; one set to `undefined` is taken away. Names compare without case. */
export function withHeaders(
  answer: SandboxAnswer,
  headers: Readonly<Record<string, string | undefined>>,
): SandboxAnswer {
  const taken = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const kept = Object.entries(answer.headers).filter(([name]) => !taken.has(name.toLowerCase()));
  const added = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...answer, headers: Object.fromEntries([...kept, ...added]) };
}

/** The JSON body of an answer, or undefined where it has none. */
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
