import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// A TOKEN_COMMAND: waits for the mail of the reset, and prints the token in it.
const [maildir = ''] = process.argv.slice(2);
const { TOKEN_EMAIL = '', TOKEN_RESET_AT = '' } = process.env;
const resetAt = Date.parse(TOKEN_RESET_AT);
if (Number.isNaN(resetAt)) throw new Error('TOKEN_RESET_AT is no time');

/** The token of the first mail since the reset, undefined while none is there. */
function tokenSoFar() {
  for (const name of readdirSync(join(maildir, 'new')).sort()) {
    const mail = readFileSync(join(maildir, 'new', name), 'utf8');
    const isOurs = mail.includes(`To: ${TOKEN_EMAIL}\r\n`);
    const issuedAt = Date.parse(/^X-Issued-At: (.*)$/m.exec(mail)?.[1] ?? '');
    if (isOurs && issuedAt >= resetAt) return /Your token: (\S+)/.exec(mail)?.[1];
  }
  return undefined;
}

for (let token = tokenSoFar(); ; token = tokenSoFar()) {
  if (token !== undefined) {
    console.log(token);
    break;
  }
  await sleep(20);
}
