import { html, Html } from '../text/html.ts';
import { printable } from '../text/printable.ts';
import { clauseTable } from './clause-table.ts';
import { countsOf, factsOf, type Fact } from './facts.ts';
import { repetition } from './repetition.ts';
import type { StatedArea, Statement } from './statement.ts';
import { style } from './style.ts';
import { explanation } from './words.ts';

const verdictTones: Readonly<Record<string, string>> = {
  conformant: 'good',
  deviating: 'known',
  nonconformant: 'bad',
  inconclusive: 'open',
};

/** A statement as a page by itself: no script, nothing loaded from elsewhere. */
export function statementHtml(statement: Statement): string {
  const { api, result, areas, departures } = statement;
  const target = result.embedded ? 'the embedded sandbox' : result.target;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${shown(`Conformance statement: ${api}, ${target}`)}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${shown(`Conformance statement: ${api}`)}</h1>
          <p class="target">${shown(target)}</p>
          <p class="verdict ${verdictTones[result.verdict] ?? ''}">
            <strong>${result.verdict}</strong> <span>${shown(result.message)}</span>
          </p>
          <p>${explanation(statement)}</p>
          <dl>${factsOf(statement).map(fact)}</dl>
          <h2>Clauses by level</h2>
          ${countsTable(statement)}
          <h2>What was not kept</h2>
          ${departures.length === 0 ? html`<p>Nothing: every clause that applies was kept.</p>` : clauseTable('Clauses that were not kept or not decided', departures, 'departure-')}
          <h2>All clauses</h2>
          ${areas.map(area)} ${remarks(statement)}
          <h2>How to repeat it</h2>
          ${repetition(statement).map(
            ({ text, command }) =>
              html`<p>${text}</p>
                <pre>${command}</pre>`,
          )}
        </main>
        <footer>
          <p>
            Made of conformance.json with the SHA-256 digest <code>${statement.sha256}</code>. It is not signed;
            statement.intoto.json names the same digest, ready for a signature.
          </p>
        </footer>
      </body>
    </html> `;
  return page.source;
}

function shown(text: string): string {
  return printable(text);
}

function fact({ name, value }: Fact): Html {
  return html`<dt>${name}</dt>
    <dd>${shown(value)}</dd>`;
}

function countsTable({ result }: Statement): Html {
  const { outcomes, rows } = countsOf(result);
  return html`<table class="counts">
    <thead>
      <tr>
        <th scope="col">level</th>
        ${outcomes.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ level, counts }) =>
          html`<tr>
            <th scope="row">${level}</th>
            ${counts.map((count) => html`<td>${count}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function area({ title, clauses }: StatedArea): Html {
  return html`<h3>${title}</h3>
    ${clauseTable(title, clauses)}`;
}

function remarks({ result }: Statement): Html | string {
  if (result.notes.length === 0) return '';
  return html`<h2>Remarks of the run</h2>
    <ul>
      ${result.notes.map(({ kind, message }) => html`<li>${kind}: ${shown(message)}</li>`)}
    </ul>`;
}
