import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { newPassword } from '../../specs/journey/new-password.ts';

test('A new password is long, mixed, and another one for each salt', () => {
  const passwords = Array.from({ length: 200 }, () => newPassword('the present password', randomBytes(16)));
  for (const password of passwords) {
    expect(password).toHaveLength(24);
    for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
  }
  expect(new Set(passwords).size).toBe(passwords.length);
});

test('A new password is found again from the present one and the salt, and from nothing else', () => {
  const salt = randomBytes(16);
  expect(newPassword('the present password', salt)).toBe(newPassword('the present password', salt));
  expect(newPassword('another password', salt)).not.toBe(newPassword('the present password', salt));
});
