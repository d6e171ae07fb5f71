import { hash } from 'node:crypto';
import { defineConfig } from 'allure';

// npm run report sets all of them.
const results = process.env.RESULTS_DIR ?? 'results';
const singleFile = process.env.ALLURE_SINGLE_FILE === '1';
const targets = JSON.parse(process.env.ALLURE_ENVIRONMENTS ?? '[]');

/** The clauses that came out in a way, by the label that the harness gives them. */
const category = (name, outcome, more = {}) => ({
  name,
  matchers: { labels: { outcome: new RegExp(`^${outcome}$`) } },
  groupBy: [{ label: 'level' }],
  groupByMessage: false,
  ...more,
});

/** A target as an environment, whose tests have its name as a label. Ids of environments take no dots. */
const environment = ({ name, variables }) => [
  hash('sha256', name).slice(0, 16),
  { name, variables, matcher: ({ labels }) => labels.some((each) => each.name === 'target' && each.value === name) },
];

const name = 'Conformance of reset-password';

export default defineConfig({
  name,
  output: `${results}/allure-report`,
  // The trend over runs: this file is what a CI cache has to keep.
  historyPath: `${results}/allure-history.jsonl`,
  historyLimit: 100,
  environments: Object.fromEntries(targets.map(environment)),
  // All clauses have the same one; a target shows as an environment.
  hideLabels: ['epic', 'target'],
  categories: [
    category('Nonconformity: decides the verdict', 'nonconformity', { expand: true }),
    category('Harness error', 'harness error', { expand: true }),
    category('Known deviation', 'known deviation'),
    category('Advisory, not kept', 'advisory'),
    category('Inconclusive', '(inconclusive|not reached)'),
    category('Not applicable', 'not applicable'),
  ],
  plugins: {
    awesome: {
      options: {
        reportName: name,
        singleFile,
        groupBy: ['parentSuite', 'suite'],
        // Over runs: what failed, what changed, how long it took.
        charts: [
          { type: 'statusDynamics', title: 'Results by run' },
          { type: 'statusTransitions', title: 'Fixed and newly failing by run' },
          { type: 'durationDynamics', title: 'Duration by run' },
        ],
        // What failed comes first.
        defaultSortBy: 'status,asc',
      },
    },
  },
});
