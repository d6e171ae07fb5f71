import { fault, type Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import {
  all,
  answers,
  asIf,
  asReset,
  body,
  crash,
  header,
  method,
  page,
  status,
  toReset,
  when,
  type Where,
} from '../when.ts';
import { drop, onTheWire } from './wire.ts';

const verb = (name: string): Where =>
  all(toReset, method(name), ({ headers }) => Object.keys(headers).every((each) => !each.includes('method')));
const refusedVerb = all(toReset, status(405));
const overridden = all(toReset, method('GET'), ({ headers }) =>
  Object.keys(headers).some((each) => each.includes('method')),
);

/** Faults of the methods that the call does not accept. */
export const verbFaults: readonly Fault[] = [
  fault(
    'get-taken',
    'GET shows the form of the call',
    ['RP-405-01'],
    when(verb('GET'), page(200, 'Reset password')),
    'for one method',
  ),
  fault('get-404', 'GET is answered 404', ['RP-405-01'], when(verb('GET'), answers(404)), 'for one method'),
  fault('put-taken', 'PUT is taken for POST', ['RP-405-02'], when(verb('PUT'), asReset), 'for one method'),
  fault(
    'put-501',
    'PUT is answered 501',
    ['RP-405-02', 'RP-ERR-07'],
    when(verb('PUT'), answers(501)),
    'for one method',
  ),
  fault('patch-taken', 'PATCH is taken for POST', ['RP-405-03'], when(verb('PATCH'), asReset), 'for one method'),
  fault('patch-403', 'A firewall forbids PATCH', ['RP-405-03'], when(verb('PATCH'), answers(403)), 'for one method'),
  fault(
    'delete-taken',
    'DELETE is answered 204',
    ['RP-405-04'],
    when(verb('DELETE'), (answer) => ({ ...answer, status: 204, body: '' })),
    'for one method',
  ),
  fault('delete-400', 'DELETE is answered 400', ['RP-405-04'], when(verb('DELETE'), answers(400)), 'for one method'),
  fault(
    'allow-stripped',
    'A gateway strips Allow',
    ['RP-405-05'],
    when(refusedVerb, (answer) => withHeaders(answer, { Allow: undefined })),
  ),
  fault(
    'allow-stripped-from-put',
    'PUT is refused without Allow',
    ['RP-405-05'],
    when(all(refusedVerb, method('PUT')), (answer) => withHeaders(answer, { Allow: undefined })),
    'for one method',
  ),
  fault(
    'allow-without-post',
    'Allow lists TRACE alone',
    ['RP-405-05'],
    when(all(refusedVerb, method('GET', 'PUT', 'PATCH', 'DELETE')), (answer) =>
      withHeaders(answer, { Allow: 'TRACE' }),
    ),
  ),
  fault(
    'allow-everything',
    'Allow lists every method',
    ['RP-405-06'],
    when(refusedVerb, (answer) => withHeaders(answer, { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE' })),
  ),
  fault(
    'allow-get',
    'Allow lists GET, which is refused',
    ['RP-405-06'],
    when(refusedVerb, (answer) => withHeaders(answer, { Allow: 'GET, POST' })),
  ),
  fault('head-taken', 'HEAD is answered 200', ['RP-405-07'], when(verb('HEAD'), answers(200)), 'for one method'),
  fault('head-drops', 'HEAD drops the connection', ['RP-405-07'], onTheWire(verb('HEAD'), drop), 'for one method'),
  fault('head-404', 'HEAD is answered 404', ['RP-405-07'], when(verb('HEAD'), answers(404)), 'for one method'),
  fault(
    'options-crash',
    'OPTIONS crashes the call',
    ['RP-405-08', 'RP-ERR-07'],
    when(verb('OPTIONS'), crash),
    'for one method',
  ),
  fault(
    'options-403',
    'A firewall forbids OPTIONS',
    ['RP-405-08'],
    when(all(toReset, method('OPTIONS'), header('Origin', undefined)), answers(403)),
    'for one method',
  ),
  fault(
    'method-overridden',
    'A header turns GET into POST',
    ['RP-405-09'],
    when(
      overridden,
      asIf(() => ({ method: 'POST', body: Buffer.from('{}') })),
    ),
    'for one header',
  ),
  fault(
    'method-override-crash',
    'X-HTTP-Method-Override crashes the router',
    ['RP-405-09', 'RP-ERR-07'],
    when(all(overridden, header('X-HTTP-Method-Override', 'POST'), body('')), crash),
    'for one header',
  ),
];
