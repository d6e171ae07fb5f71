import { expect, test } from '@playwright/test';
import { internalsIn } from '../../specs/4-traffic/internals.ts';

/** Beginnings that the patterns for internals go on from; each repeated to a megabyte that comes to nothing. */
const beginnings = [
  'at ',
  'at a(',
  'at a() in ',
  'com.',
  'System.',
  'File "',
  'UPDATE SET ',
  ' C:\\a',
  'ER_',
  '#1',
  '.rb:1',
];

for (const beginning of beginnings) {
  // Read in proportion to its square, it would take longer than the runner lets a test take.
  test(`a megabyte of ${JSON.stringify(beginning)} is read in proportion to its length`, () => {
    expect(internalsIn(beginning.repeat(1_000_000 / beginning.length), [])).toBeUndefined();
  });
}

const shown: readonly [trace: string, text: string][] = [
  [
    'a JavaScript stack trace',
    'TypeError: x is not a function\n    at async Object.<anonymous> (file:///srv/app/index.js:10:21)',
  ],
  ['a JavaScript stack trace', '    at node:internal/main/run_main_module:17:47'],
  ['a Java stack trace', '\tat com.example.Foo$1.bar(Foo.java:42)'],
  ['a Java stack trace', 'org.springframework.web.HttpMediaTypeException: no'],
  ['a .NET stack trace', '   at Example.Foo.Bar(String a, Int32 b) in C:\\src\\Foo.cs:line 42'],
  ['a .NET stack trace', 'System.NullReferenceException'],
  ['a Python stack trace', '  File "/app/views.py", line 12, in post'],
];

for (const [trace, text] of shown) {
  test(`${trace} is still seen: ${JSON.stringify(text.slice(0, 40))}`, () => {
    expect(internalsIn(text, [])?.name).toBe(trace);
  });
}
