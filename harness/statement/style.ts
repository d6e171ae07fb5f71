/**
 * How a statement looks: on wide and on narrow screens, light and dark, and on paper. Colours keep a contrast of 4.5 : 1 or
 * more to their ground (WCAG 2.2, 1.4.3), and none is the only sign of anything.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f6f8; --line: #c9d1d9; --text: #1b1f24; --quiet: #505a65; --link: #0a58ad;
  --good: #14642f; --bad: #a4161a; --known: #7a4b00; --open: #5a3d99;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181d; --raised: #1d232a; --line: #3a434d; --text: #e8ebee; --quiet: #aab4be; --link: #82b7ff;
    --good: #77d598; --bad: #ff9d94; --known: #f0bf63; --open: #c9b3ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: 2rem; }
footer { padding-top: 1rem; padding-bottom: 2rem; color: var(--quiet); font-size: 0.875rem; }
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 1.75rem 0 0.25rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
a { color: var(--link); }
code, pre { font: 0.875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.75rem 1rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 4px; white-space: pre-wrap; }
.target { margin: 0.25rem 0 0; font-size: 1.5rem; line-height: 1.3; font-weight: 700; overflow-wrap: anywhere; }
.verdict { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; margin: 1rem 0 0;
  padding: 0.75rem 1rem; border: 1px solid var(--line); border-left: 0.5rem solid currentColor; border-radius: 4px; }
.verdict strong { font-size: 1.25rem; }
.verdict span { color: var(--text); overflow-wrap: anywhere; }
.good { color: var(--good); } .bad { color: var(--bad); } .known { color: var(--known); } .open { color: var(--open); }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; margin: 1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; margin: 0.5rem 0; border-collapse: collapse; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-size: 0.875em; font-weight: 600; }
tbody th { font-weight: 600; }
.clauses { table-layout: fixed; }
.clauses { overflow-wrap: anywhere; }
.clauses .id { width: 7.5rem; white-space: nowrap; } .clauses .level { width: 5.5rem; white-space: nowrap; }
.clauses .source { width: 15rem; font-size: 0.875rem; } .clauses .outcome { width: 10rem; padding-right: 0; }
.counts { width: auto; } .counts th, .counts td { padding-right: 1.5rem; }
.counts tr > :last-child { padding-right: 0; }
.counts td, .counts thead th + th { text-align: right; font-variant-numeric: tabular-nums; }
.outcome { font-weight: 600; }
.seen { display: block; }
@media (max-width: 44rem) {
  main { padding-top: 1.25rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  .clauses thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .clauses tr { display: grid; grid-template-columns: auto 1fr auto; gap: 0 0.75rem; padding: 0.6rem 0;
    border-bottom: 1px solid var(--line); }
  .clauses .id, .clauses .level, .clauses .promise, .clauses .source, .clauses .outcome {
    width: auto; padding: 0; border: 0; }
  .clauses .promise { grid-row: 2; grid-column: 1 / -1; }
  .clauses .source { grid-row: 3; grid-column: 1 / -1; }
  .clauses .outcome { text-align: right; }
  .counts th, .counts td { padding-right: 0.9rem; }
}
@media print {
  :root {
    --ground: #ffffff; --raised: #ffffff; --line: #a0a8b0; --text: #000000; --quiet: #3d444b; --link: #000000;
    --good: #0b4a20; --bad: #8b0f13; --known: #5c3800; --open: #43297d;
  }
  @page { size: A4; margin: 16mm 14mm; }
  :root { font-size: 9pt; }
  body { line-height: 1.35; }
  main, footer { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  h2 { margin-top: 1.25rem; } h3 { margin-top: 1rem; }
  tr, pre, .verdict { break-inside: avoid; }
  thead { display: table-header-group; }
  .clauses .id { width: 6.75rem; } .clauses .level { width: 5rem; }
  .clauses .source { width: 13rem; } .clauses .outcome { width: 9.25rem; }
  a { text-decoration: none; }
  th, td { padding-top: 0.2rem; padding-bottom: 0.2rem; }
}
`;
