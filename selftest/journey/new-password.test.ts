import { expect, test } from '@playwright/test';
import { newPassword } from '../../specs/journey/new-password.ts';

test('A new password is long, mixed, and another one each time', () => {
  const passwords = Array.from({ length: 200 }, newPassword);
  for (const password of passwords) {
    expect(password).toHaveLength(24);
    for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
  }
  expect(new Set(passwords).size).toBe(passwords.length);
});
