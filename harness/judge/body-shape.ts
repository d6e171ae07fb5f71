/** How deep the shape of a body is told, and how many members of an object. */
const deepest = 8;
const mostMembers = 40;

/** A name that is made anew for each object, such as a number, a UUID or a hash: it tells nothing of the shape. */
const madeUp = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{16,})$/i;

/**
 * The shape of a JSON body: the names of its members and the types of their values, the values left out.
 *
 * @returns such as `{errors: [string], id: number}`; `no body` for an empty one, `no JSON` for any other.
 */
export function bodyShape(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  if (text === '') return 'no body';
  try {
    return shapeOf(JSON.parse(text), deepest);
  } catch {
    return 'no JSON';
  }
}

function shapeOf(value: unknown, depth: number): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) {
    const elements = new Set(value.map((each) => shapeOf(each, depth - 1)));
    return `[${[...elements].sort().join(' or ')}]`;
  }
  const members = new Set(
    Object.entries(value).map(
      ([name, member]) => `${madeUp.test(name) ? '<id>' : name}: ${shapeOf(member, depth - 1)}`,
    ),
  );
  const shown = [...members].sort().slice(0, mostMembers);
  return `{${[...shown, ...(members.size > mostMembers ? ['…'] : [])].join(', ')}}`;
}
