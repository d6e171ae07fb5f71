import { test } from '@playwright/test';

const count = Number(process.env.EMPTY_TESTS);

for (let number = 1; number <= count; number += 1) test(`nothing, ${number}`, () => undefined);
