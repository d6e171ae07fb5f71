import type { Header } from '../model/message.ts';
import type { SecretRegistry } from '../secrets/registry.ts';

/** Replaces the secrets in an archive's texts. Most lines of a run's messages are alike, and each is looked at once. */
export class ArchiveRedaction {
  readonly #registry: SecretRegistry;
  readonly #texts = new Map<string, string>();
  readonly #fields = new Map<string, Header>();

  constructor(registry: SecretRegistry) {
    this.#registry = registry;
  }

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const redacted = this.#registry.redact(text);
    this.#texts.set(text, redacted);
    return redacted;
  }

  headers(headers: readonly Header[]): Header[] {
    return headers.map((field) => {
      const key = field.join(': ');
      const redacted = this.#fields.get(key) ?? this.#registry.redactHeaders([field])[0] ?? field;
      this.#fields.set(key, redacted);
      return redacted;
    });
  }
}
