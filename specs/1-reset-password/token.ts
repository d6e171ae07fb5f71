import { type Exchange, isAnswered } from '../../harness/model/exchange.ts';
import { jsonIfAny } from '../../harness/judge/rules.ts';

/** The reset token that an exchange issued, or undefined where it issued none. */
export function tokenOf(exchange: Exchange): string | undefined {
  if (!isAnswered(exchange) || exchange.response.status !== 200) return undefined;
  const body = jsonIfAny(exchange);
  if (typeof body !== 'object' || body === null || !('reset_token' in body)) return undefined;
  const { reset_token: token } = body;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** True where an exchange is a reset of the test account that went through. */
export function isGranted(exchange: Exchange): boolean {
  return exchange.mayReset && exchange.response?.status === 200;
}
