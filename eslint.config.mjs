import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'results/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.mts', 'ci/*.mjs'],
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
  {
    files: ['selftest/**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['skip', 'fixme', 'only'].map((property) => ({
          object: 'test',
          property,
          message: 'What a machine lacks is said by needs() of selftest/needs.ts, so that it is counted.',
        })),
      ],
    },
  },
);
