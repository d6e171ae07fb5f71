import { defineConfig } from 'allure';

const results = process.env.RESULTS_DIR ?? 'results';

export default defineConfig({
  name: 'Conformance of reset-password',
  output: `${results}/allure-report`,
  historyPath: `${results}/allure-history.jsonl`,
  categories: [
    { name: 'Nonconformity', matchers: { message: /(^|: )fail: /, labels: { level: 'MUST' } } },
    { name: 'Advisory', matchers: { message: /(^|: )fail: /, labels: { level: 'SHOULD' } } },
    { name: 'Inconclusive', matchers: { message: /(^|: )inconclusive: / } },
    { name: 'Harness error', matchers: { message: /(^|: )error: / } },
  ],
  plugins: {
    awesome: {
      options: { reportName: 'Conformance of reset-password', groupBy: ['parentSuite', 'suite'] },
    },
  },
});
