import { test } from '@playwright/test';
import { prove } from './proof.ts';

test('x', async () => {
  const proof = await prove({}, ['RP-ROB-17','RP-ROB-03'], { generatedCases: 20000 });
  for (const [id, r] of proof.lab.verdicts) console.log(id, r.verdict, r.message, r.durationMs, r.exchanges.length);
  for (const e of proof.lab.recording.exchanges.slice(-2)) console.log(e.name, e.durationMs, e.earlier, e.response?.status, e.trouble);
});
