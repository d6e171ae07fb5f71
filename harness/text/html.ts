const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that HTML shows as it is, in content and in quoted attributes. */
export function escapeHtml(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => references[character] ?? character);
}

/** A piece of HTML: what is put into another one as it is. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** What may stand in a template: text, which is escaped, HTML, which is not, and lists of HTML. */
type Slot = string | number | Html | readonly Html[];

/** Writes HTML with everything escaped that is not HTML itself, so that no text of a target can be markup. */
export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  return new Html(strings.reduce((before, after, index) => `${before}${written(slots[index - 1] ?? '')}${after}`));
}

function written(slot: Slot): string {
  if (slot instanceof Html) return slot.source;
  if (typeof slot === 'object') return slot.map(({ source }) => source).join('\n');
  return escapeHtml(String(slot));
}
