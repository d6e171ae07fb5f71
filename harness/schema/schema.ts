import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { HarnessError } from '../model/outcome.ts';
import { projectRoot } from '../project/root.ts';

const suffix = '.schema.json';

/** One place where a document departs from its schema. */
export interface SchemaError {
  /** JSON pointer (RFC 6901) into the document; empty for the whole. */
  readonly pointer: string;
  /** What the schema asks for there. */
  readonly rule: string;
  /** What stood there, as JSON. */
  readonly found: string;
}

/** The JSON Schemas of a folder, each compiled when it is first asked for. */
export class Schemas {
  readonly #ajv: Ajv2020;
  readonly #idByName: ReadonlyMap<string, string>;

  private constructor(ajv: Ajv2020, idByName: ReadonlyMap<string, string>) {
    this.#ajv = ajv;
    this.#idByName = idByName;
  }

  /** See {@link schemasOf}. */
  static in(folder: string): Schemas {
    // The self-tests hold the schemas against their metaschema; to compile that in each process takes longer than theirs.
    // Nor is code made shorter that is run a few times.
    const code = { optimize: false };
    const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, validateSchema: false, code });
    const idByName = new Map<string, string>();
    addFormats.default(ajv);
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith(suffix)) continue;
      const schema = JSON.parse(readFileSync(join(folder, entry), 'utf8')) as { $id: string };
      ajv.addSchema(schema);
      idByName.set(entry.slice(0, -suffix.length).replaceAll('\\', '/'), schema.$id);
    }
    return new Schemas(ajv, idByName);
  }

  /**
   * The same schemas, but some take the place of others.
   *
   * @param names The name of the schema that is replaced, and that of the one in its place.
   * @throws HarnessError for a name that no schema has.
   */
  replacing(names: Readonly<Record<string, string>>): Schemas {
    const idByName = new Map(this.#idByName);
    for (const [name, other] of Object.entries(names)) idByName.set(name, this.#idOf(other));
    return new Schemas(this.#ajv, idByName);
  }

  /**
   * Validates a document.
   *
   * @param name Path below the folder without `.schema.json`, such as `orders/response`.
   * @returns every departure; none where the document conforms.
   * @throws HarnessError for a name that no schema has.
   */
  errors(name: string, document: unknown): SchemaError[] {
    const validate: ValidateFunction | undefined = this.#ajv.getSchema(this.#idOf(name));
    if (validate === undefined) throw new HarnessError(`the schema ${name} can't be compiled`);
    if (validate(document)) return [];
    return (validate.errors ?? []).map(schemaErrorOf);
  }

  #idOf(name: string): string {
    const id = this.#idByName.get(name);
    if (id === undefined) throw new HarnessError(`there is no schema named ${name}`);
    return id;
  }
}

const byFolder = new Map<string, Schemas>();

/**
 * The schemas of a folder: read once in a process.
 *
 * @param folder Absolute path; `*.schema.json` below it are read.
 */
export function schemasOf(folder: string): Schemas {
  const known = byFolder.get(folder) ?? Schemas.in(folder);
  byFolder.set(folder, known);
  return known;
}

const ownFolder = join(projectRoot, 'schemas');

/**
 * Validates a document of the harness itself, such as its results, against a schema of its `schemas/`.
 *
 * @param name As in {@link Schemas.errors}.
 */
export function schemaErrors(name: string, document: unknown): SchemaError[] {
  return schemasOf(ownFolder).errors(name, document);
}

function schemaErrorOf(error: ErrorObject): SchemaError {
  const found = error.data === undefined ? 'nothing' : JSON.stringify(error.data);
  return {
    pointer: error.instancePath,
    rule: error.message ?? error.keyword,
    found,
  };
}
