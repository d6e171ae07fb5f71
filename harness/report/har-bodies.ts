import type { SecretRegistry } from '../secrets/registry.ts';
import { type ShownBody, shownBody } from './shown-body.ts';

/** All bodies of one archive together, in characters: beyond it a browser opens the file no longer at once. */
const mostCharacters = 8 * 1024 * 1024;

/** A body as an archive has it; without text where there is none, or no room for it. */
export interface ArchivedBody {
  readonly size: number;
  readonly text?: string;
  /** Base64 where the body is no text. */
  readonly encoding?: 'base64';
  /** What of it is not there, and why. */
  readonly comment?: string;
}

/** The bodies of one archive: each in its bounds, and all of them together. */
export class ArchivedBodies {
  readonly #registry: SecretRegistry;
  // Most bodies of a run are alike, and the recording keeps each distinct one once.
  readonly #shown = new Map<Uint8Array, ShownBody>();
  #left = mostCharacters;

  constructor(registry: SecretRegistry) {
    this.#registry = registry;
  }

  /** @param isCut True where more came than these bytes. */
  of(body: Uint8Array, isCut: boolean): ArchivedBody {
    const known = this.#shown.get(body);
    const shown = known?.truncated === isCut ? known : shownBody(body, this.#registry, isCut);
    this.#shown.set(body, shown);
    const { size, value, encoding, truncated } = shown;
    if (size === 0) return { size };
    if (value.length > this.#left) return { size, comment: 'left out: the bodies before it fill the file' };
    this.#left -= value.length;
    return {
      size,
      text: value,
      ...(encoding === 'base64' ? { encoding } : {}),
      ...(truncated ? { comment: 'only the beginning' } : {}),
    };
  }
}
