import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { all, answers, asIf, body, crash, header, method, page, status, toReset, when, type Where } from '../when.ts';
import { drop, onTheWire } from './wire.ts';

const beside: Where = ({ path }) => path === '/timp/organizations/resetpassword2/';
const below: Where = ({ path }) => path.startsWith(paths.resetPassword) && path.endsWith('/x7k2/');
const withoutSlash: Where = ({ path }) => path === paths.resetPassword.slice(0, -1);
const verb = (name: string): Where =>
  all(toReset, method(name), ({ headers }) => Object.keys(headers).every((each) => !each.includes('method')));
const refusedVerb = all(toReset, status(405));
const overridden = all(toReset, method('GET'), ({ headers }) =>
  Object.keys(headers).some((each) => each.includes('method')),
);
const asPost = asIf(() => ({ method: 'POST', path: paths.resetPassword }));

/** What breaks about where the call lives and which verbs it takes. */
export const routingFaults: readonly Fault[] = [
  {
    id: 'every-path-a-page',
    title: 'A path that does not exist gets the page of the application',
    breaks: ['RP-404-01'],
    shows: 'for one path',
    origin: 'framework',
    ...when(beside, page(200, 'Welcome')),
  },
  {
    id: 'unknown-path-400',
    title: 'A path that does not exist is answered 400',
    breaks: ['RP-404-01'],
    shows: 'for one path',
    origin: 'gateway',
    ...when(beside, answers(400)),
  },
  {
    id: 'unknown-path-home',
    title: 'A path that does not exist redirects home',
    breaks: ['RP-404-01', 'RP-ERR-07'],
    shows: 'for one path',
    origin: 'gateway',
    ...when(beside, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/' })),
  },

  {
    id: 'prefix-route',
    title: 'Every path below the call is the call',
    breaks: ['RP-404-02'],
    shows: 'for one path',
    origin: 'framework',
    ...when(below, asPost),
  },
  {
    id: 'below-405',
    title: 'A path below the call is answered 405',
    breaks: ['RP-404-02', 'RP-405-06'],
    shows: 'for one path',
    origin: 'framework',
    ...when(below, (answer) => withHeaders({ ...answer, status: 405 }, { Allow: 'GET, POST' })),
  },
  {
    id: 'below-crash',
    title: 'A path below the call crashes the router',
    breaks: ['RP-404-02', 'RP-ERR-07'],
    shows: 'for one path',
    origin: 'refactoring',
    ...when(below, crash),
  },

  {
    id: 'no-slash-crash',
    title: 'The path without its slash crashes, as a framework in debug mode does',
    breaks: ['RP-404-03', 'RP-ERR-07'],
    shows: 'for one path',
    origin: 'framework',
    ...when(withoutSlash, crash),
  },
  {
    id: 'no-slash-elsewhere',
    title: 'The path without its slash redirects to another host',
    breaks: ['RP-404-03'],
    shows: 'for one path',
    origin: 'gateway',
    ...when(withoutSlash, (answer) =>
      withHeaders({ ...answer, status: 301, body: '' }, { Location: `http://internal.example${paths.resetPassword}` }),
    ),
  },
  {
    id: 'no-slash-found',
    title: 'The path without its slash redirects by 302, which loses the body',
    breaks: ['RP-404-03', 'RP-ERR-07'],
    shows: 'for one path',
    origin: 'framework',
    ...when(withoutSlash, (answer) =>
      withHeaders({ ...answer, status: 302, body: '' }, { Location: paths.resetPassword }),
    ),
  },
  {
    id: 'no-slash-other-shape',
    title: 'The path without its slash is an older version of the call',
    breaks: ['RP-404-03', 'RP-OK-02'],
    shows: 'for one path',
    origin: 'rot',
    ...when(withoutSlash, (answer) => ({
      ...answer,
      status: 200,
      body: '{"token":"Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ"}',
    })),
  },

  {
    id: 'get-taken',
    title: 'GET shows the form of the call',
    breaks: ['RP-405-01'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('GET'), page(200, 'Reset password')),
  },
  {
    id: 'get-404',
    title: 'GET is answered 404',
    breaks: ['RP-405-01'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('GET'), answers(404)),
  },
  {
    id: 'put-taken',
    title: 'PUT is taken for POST',
    breaks: ['RP-405-02'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('PUT'), asPost),
  },
  {
    id: 'put-501',
    title: 'PUT is answered 501',
    breaks: ['RP-405-02', 'RP-ERR-07'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(verb('PUT'), answers(501)),
  },
  {
    id: 'patch-taken',
    title: 'PATCH is taken for POST',
    breaks: ['RP-405-03'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('PATCH'), asPost),
  },
  {
    id: 'patch-403',
    title: 'A firewall forbids PATCH',
    breaks: ['RP-405-03'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(verb('PATCH'), answers(403)),
  },
  {
    id: 'delete-taken',
    title: 'DELETE is answered 204',
    breaks: ['RP-405-04'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('DELETE'), (answer) => ({ ...answer, status: 204, body: '' })),
  },
  {
    id: 'delete-400',
    title: 'DELETE is answered 400',
    breaks: ['RP-405-04'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(verb('DELETE'), answers(400)),
  },

  {
    id: 'allow-stripped',
    title: 'A gateway strips Allow',
    breaks: ['RP-405-05'],
    shows: 'always',
    origin: 'gateway',
    ...when(refusedVerb, (answer) => withHeaders(answer, { Allow: undefined })),
  },
  {
    id: 'allow-stripped-from-put',
    title: 'PUT is refused without Allow',
    breaks: ['RP-405-05'],
    shows: 'only for one method',
    origin: 'refactoring',
    ...when(all(refusedVerb, method('PUT')), (answer) => withHeaders(answer, { Allow: undefined })),
  },
  {
    id: 'allow-without-post',
    title: 'Allow lists TRACE alone',
    breaks: ['RP-405-05'],
    shows: 'always',
    origin: 'framework',
    ...when(all(refusedVerb, method('GET', 'PUT', 'PATCH', 'DELETE')), (answer) =>
      withHeaders(answer, { Allow: 'TRACE' }),
    ),
  },
  {
    id: 'allow-everything',
    title: 'Allow lists every method',
    breaks: ['RP-405-06'],
    shows: 'always',
    origin: 'framework',
    ...when(refusedVerb, (answer) => withHeaders(answer, { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE' })),
  },
  {
    id: 'allow-get',
    title: 'Allow lists GET, which is refused',
    breaks: ['RP-405-06'],
    shows: 'always',
    origin: 'refactoring',
    ...when(refusedVerb, (answer) => withHeaders(answer, { Allow: 'GET, POST' })),
  },
  {
    id: 'head-taken',
    title: 'HEAD is answered 200',
    breaks: ['RP-405-07'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('HEAD'), answers(200)),
  },
  {
    id: 'head-drops',
    title: 'HEAD drops the connection',
    breaks: ['RP-405-07'],
    shows: 'only for one method',
    origin: 'gateway',
    ...onTheWire(verb('HEAD'), drop),
  },
  {
    id: 'head-404',
    title: 'HEAD is answered 404',
    breaks: ['RP-405-07'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(verb('HEAD'), answers(404)),
  },
  {
    id: 'options-crash',
    title: 'OPTIONS crashes the call',
    breaks: ['RP-405-08', 'RP-ERR-07'],
    shows: 'only for one method',
    origin: 'refactoring',
    ...when(verb('OPTIONS'), crash),
  },
  {
    id: 'options-403',
    title: 'A firewall forbids OPTIONS',
    breaks: ['RP-405-08'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(all(toReset, method('OPTIONS'), header('Origin', undefined)), answers(403)),
  },
  {
    id: 'method-overridden',
    title: 'A header turns GET into POST',
    breaks: ['RP-405-09'],
    shows: 'with a header',
    origin: 'framework',
    ...when(
      overridden,
      asIf(() => ({ method: 'POST', body: Buffer.from('{}') })),
    ),
  },
  {
    id: 'method-override-crash',
    title: 'X-HTTP-Method-Override crashes the router',
    breaks: ['RP-405-09', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'framework',
    ...when(all(overridden, header('X-HTTP-Method-Override', 'POST'), body('')), crash),
  },
];
