import fc from 'fast-check';
import { anyBytes, anyEmail, anyJson } from './specs/reset-password/generated.ts';
import { assertRecipientsAreOurs } from './harness/client/recipients.ts';
const target = { accountEmail: 'kiosk@example.com', unknownEmail: 'b7k2x9m4@example.com' } as never;
for (const [n, p] of Object.entries({ anyBytes, anyEmail, anyJson })) {
  let bad = 0, at = 0, rob=new Set<string>(); const t = Date.now();
  for (let seed = 1; seed <= 10; seed++) for (const i of fc.sample((p as typeof anyEmail).inputs(target), { seed, numRuns: 2000 })) {
    const r = (p as typeof anyEmail).request(i);
    if (Buffer.from(r.body!).includes(0x40)) at++;
    rob.add(Buffer.from(r.body!).toString('hex'));
    try { assertRecipientsAreOurs(r, target) } catch (e) { bad++; if (bad < 4) console.log(n, JSON.stringify(i).slice(0,200), String(e)) }
  }
  for (const c of p.corners) assertRecipientsAreOurs((p as typeof anyEmail).request(c as never), target);
  console.log(n, { bad, at, distinct: rob.size, ms: Date.now() - t });
}
