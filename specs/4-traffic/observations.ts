import { type Answered, isAnswered } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { NotApplicable } from '../../harness/model/outcome.ts';
import { isLimited } from '../../harness/http/not-now.ts';
import { fieldValue, fieldValues } from '../../harness/model/message.ts';
import { burst } from '../1-reset-password/burst.ts';
import { emptyObject } from '../calls/reset-password.ts';

const bannerNames = ['Server', 'X-Powered-By'];

/** Says which headers tell the version of the software behind the service. */
export async function looksAtBanners(context: ClauseContext): Promise<void> {
  await context.exchange(emptyObject);
  await context.input('all answers of the run', () => {
    const answers = context.recorded().filter(isAnswered);
    const banners = answers.flatMap(({ response }) =>
      bannerNames.flatMap((name) => fieldValues(response.headers, name).map((value) => `${name}: ${value}`)),
    );
    const withVersion = [...new Set(banners)].filter((banner) => /\d/.test(banner));
    context.observe(
      withVersion.length === 0 ? 'no banner tells a version' : `a version is told by ${withVersion.join(', ')}`,
    );
  });
}

/** Says whether the burst of the run was limited, and for how long. */
export async function looksAtBurst(context: ClauseContext): Promise<void> {
  const names = new Set(burst.map(({ name }) => name));
  const sent = context.recorded(({ name }) => names.has(name));
  if (sent.length === 0) throw new NotApplicable('the run has sent no burst (RP-ROB-13)');
  await context.input(`${sent.length} requests at once`, () => {
    const limited = sent.filter(isAnswered).filter(({ response }) => isLimited(response));
    context.look(...(limited.length > 0 ? limited : sent).slice(0, 1));
    if (limited.length === 0) context.observe(`none of ${sent.length} limited`);
    else context.observe(limitInWords(limited, sent.length), 'requests at once are limited');
  });
}

function limitInWords(limited: readonly Answered[], sent: number): string {
  const named = limited
    .map(({ response }) => fieldValue(response.headers, 'Retry-After'))
    .filter((each) => each !== undefined);
  const waits =
    named.length === 0
      ? 'without Retry-After'
      : `${named.length} of them with Retry-After: ${[...new Set(named)].join(', ')}`;
  return `${limited.length} of ${sent} limited, ${waits}`;
}
