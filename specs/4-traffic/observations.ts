import { type Answered, isAnswered } from '../../harness/client/exchange.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { NotApplicable } from '../../harness/judge/outcome.ts';
import { fieldValue, fieldValues } from '../../harness/wire/message.ts';
import { burst } from '../1-reset-password/burst.ts';
import { emptyObject } from '../1-reset-password/stimuli.ts';

const bannerNames = ['Server', 'X-Powered-By'];

/** Says which headers tell the version of the software behind the service. */
export async function looksAtBanners(bench: Bench): Promise<void> {
  await bench.exchange(emptyObject);
  await bench.input('all answers of the run', () => {
    const answers = bench.recorded().filter(isAnswered);
    const banners = answers.flatMap(({ response }) =>
      bannerNames.flatMap((name) => fieldValues(response.headers, name).map((value) => `${name}: ${value}`)),
    );
    const telling = [...new Set(banners)].filter((banner) => /\d/.test(banner));
    bench.observe(telling.length === 0 ? 'no banner tells a version' : `a version is told by ${telling.join(', ')}`);
  });
}

/** Says whether the burst of the run was limited, and for how long. */
export async function looksAtBurst(bench: Bench): Promise<void> {
  const names = new Set(burst.map(({ name }) => name));
  const sent = bench.recorded(({ name }) => names.has(name));
  if (sent.length === 0) throw new NotApplicable('the run has sent no burst (RP-ROB-13)');
  await bench.input(`${sent.length} requests at once`, () => {
    const limited = sent.filter(isAnswered).filter(({ response }) => response.status === 429);
    bench.look(...(limited.length > 0 ? limited : sent).slice(0, 1));
    bench.observe(limited.length === 0 ? `none of ${sent.length} limited` : limitInWords(limited, sent.length));
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
  return `${limited.length} of ${sent} limited by 429, ${waits}`;
}
