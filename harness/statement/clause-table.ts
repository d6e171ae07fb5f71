import type { DocumentedDeviation } from '../model/result-document.ts';
import { html, type Html } from '../text/html.ts';
import { printable } from '../text/printable.ts';
import type { StatedClause, StatedOutcome } from './statement.ts';
import { seenInWords } from './words.ts';

/** What stands before an outcome, so that it is told by more than its colour. */
const signs: Readonly<Record<StatedOutcome, string>> = {
  kept: '✓',
  'not kept': '✗',
  'known deviation': '△',
  'advisory not kept': '△',
  'not decided': '?',
  'not applicable': '–',
};

/** Classes of `style.ts`. */
const tones: Readonly<Record<StatedOutcome, string>> = {
  kept: 'good',
  'not kept': 'bad',
  'known deviation': 'known',
  'advisory not kept': 'known',
  'not decided': 'open',
  'not applicable': 'quiet',
};

/**
 * Clauses as an HTML table. The roles are those of a table: on a narrow screen its rows are laid out as a grid, which
 * takes them away otherwise.
 *
 * @param prefix Of the rows' ids, which are unique on the page; with one, the clauses lead to the rows without.
 */
export function clauseTable(label: string, clauses: readonly StatedClause[], prefix = ''): Html {
  return html`<table class="clauses" role="table" aria-label="${label}">
    <thead role="rowgroup">
      <tr role="row">
        <th class="id" role="columnheader" scope="col">clause</th>
        <th class="level" role="columnheader" scope="col">level</th>
        <th class="promise" role="columnheader" scope="col">promise</th>
        <th class="source" role="columnheader" scope="col">source</th>
        <th class="outcome" role="columnheader" scope="col">verdict</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${clauses.map((clause) => row(clause, prefix))}
    </tbody>
  </table>`;
}

function row(clause: StatedClause, prefix: string): Html {
  const { id, level, promise, outcome, source, sourceName, deviation } = clause;
  const seen = seenInWords(clause);
  return html`<tr role="row" id="${prefix}${id}">
    <th class="id" role="rowheader" scope="row">${prefix === '' ? id : html`<a href="#${id}">${id}</a>`}</th>
    <td class="level" role="cell">${level}</td>
    <td class="promise" role="cell">
      ${printable(promise)}
      ${seen === '' ? '' : html`<span class="seen ${outcome === 'kept' ? 'quiet' : tones[outcome]}">${printable(seen)}</span>`}
      ${deviation === undefined ? '' : known(deviation)}
    </td>
    <td class="source" role="cell"><a href="${source}">${printable(sourceName)}</a></td>
    <td class="outcome ${tones[outcome]}" role="cell">${signs[outcome]} ${outcome}</td>
  </tr>`;
}

function known({ reason, link, added, reviewBy }: DocumentedDeviation): Html {
  // A file from elsewhere may name a link that a browser would run.
  const where = /^https?:\/\//i.test(link) ? html`<a href="${link}">${printable(link)}</a>` : printable(link);
  return html`<span class="seen">Reason: ${printable(reason)} ${where}</span>
    <span class="seen">Known since ${added}, to be reviewed by ${reviewBy}.</span>`;
}
