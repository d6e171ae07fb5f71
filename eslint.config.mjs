import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Forbids a room to import from others: see "The rooms" in CONTRIBUTING.md. */
function keepApart(files, forbidden, reason) {
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: `(^|/)(${forbidden})/`, message: reason }] }],
    },
  };
}

export default defineConfig(
  { ignores: ['results/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Playwright's fixtures take an object pattern, be it empty.
      'no-empty-pattern': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The other way round: `!` is the assertion that a reader overlooks.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      eqeqeq: 'error',
    },
  },
  keepApart(
    ['contract/**'],
    'harness|specs|sandbox|selftest|schemas',
    'The contract is data: it imports nothing but itself.',
  ),
  keepApart(['specs/**'], 'sandbox|selftest', 'Specs judge any target: they never know the sandbox.'),
  keepApart(
    ['harness/**'],
    'specs|sandbox|selftest',
    'The harness knows no endpoint: it never imports specs or the sandbox.',
  ),
  keepApart(
    ['sandbox/**'],
    'harness|specs|contract|selftest',
    'A twin that shares the code of the judge would share its mistakes: the sandbox shares the schemas alone.',
  ),
);
