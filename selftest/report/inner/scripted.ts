import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { Recording } from '../../../harness/client/recording.ts';
import { note } from '../../../harness/run/notes.ts';
import { currentRun } from '../../../harness/playwright/current-run.ts';
import { SecretRegistry } from '../../../harness/secrets/registry.ts';
import { suite } from '../../../specs/suite.ts';
import type { Script } from './script.ts';

const script = JSON.parse(process.env.SCRIPT ?? '{"clauses":[]}') as Script;
const { folder } = currentRun(suite);
const startedAt = '2026-01-01T00:00:00.000Z';

if (script.breaksOnLoad) throw new Error('the specs are broken');

for (const [index, { id, record, end }] of script.clauses.entries()) {
  test(id, { annotation: { type: 'clause', description: id } }, () => {
    if (index === 0) leaveTraces();
    if (record !== undefined) {
      const defaults = { id, findings: [], exchanges: [], startedAt, durationMs: 1 };
      folder.append('verdicts.jsonl', { ...defaults, ...record });
    }
    if (end === 'skipped') test.skip(true, record?.message);
    if (end === 'throws') throw new Error(`${record?.verdict ?? 'a fault'}: ${record?.message ?? 'without a record'}`);
    if (end === 'exit') process.exit(7);
  });
}

function leaveTraces(): void {
  for (const each of script.notes ?? []) note(folder, each);
  for (const [name, content] of Object.entries(script.files ?? {}))
    writeFileSync(join(process.env.RESULTS_DIR ?? '', name), content);
  const recording = new Recording(new SecretRegistry(suite.secretMembers), folder);
  for (const { name, request, status, body, phases, repeated = 0 } of script.exchanges ?? []) {
    const lines = request.headers.map(([field, value]) => `${field}: ${value}\r\n`).join('');
    recording.add({
      name,
      hasEffect: true,
      protocolLevel: false,
      auxiliary: false,
      request: { ...request, body: Buffer.from(request.body) },
      sentHead: `${request.method} ${request.path} HTTP/1.1\r\n${lines}\r\n`,
      response: {
        status,
        reason: '',
        httpVersion: '1.1',
        headers: [],
        body: Buffer.from(body),
        truncated: false,
        interim: [],
        unexpectedContent: 0,
      },
      interim: [],
      startedAt,
      durationMs: 12,
      ...(phases === undefined ? {} : { phases }),
      earlier: Array.from({ length: repeated }, () => ({ status: 502, at: startedAt })),
    });
  }
}
