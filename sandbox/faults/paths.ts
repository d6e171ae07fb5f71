import { paths } from '../application.ts';
import { fault, type Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { answers, asReset, crash, page, when, type Where } from '../when.ts';

const beside: Where = ({ path }) => path === '/timp/organizations/resetpassword2/';
const below: Where = ({ path }) => path.startsWith(paths.resetPassword) && path.endsWith('/x7k2/');
const withoutSlash: Where = ({ path }) => path === paths.resetPassword.slice(0, -1);

/** Faults of the path. */
export const pathFaults: readonly Fault[] = [
  fault(
    'every-path-a-page',
    'A path that does not exist gets the page of the application',
    ['RP-404-01'],
    when(beside, page(200, 'Welcome')),
    'for one URL',
  ),
  fault(
    'unknown-path-400',
    'A path that does not exist is answered 400',
    ['RP-404-01'],
    when(beside, answers(400)),
    'for one URL',
  ),
  fault(
    'unknown-path-home',
    'A path that does not exist redirects home',
    ['RP-404-01', 'RP-ERR-07'],
    when(beside, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/' })),
    'for one URL',
  ),
  fault('prefix-route', 'Every path below the call is the call', ['RP-404-02'], when(below, asReset), 'for one URL'),
  fault(
    'below-405',
    'A path below the call is answered 405',
    ['RP-404-02', 'RP-405-06'],
    when(below, (answer) => withHeaders({ ...answer, status: 405 }, { Allow: 'GET, POST' })),
    'for one URL',
  ),
  fault(
    'below-crash',
    'A path below the call crashes the router',
    ['RP-404-02', 'RP-ERR-07'],
    when(below, crash),
    'for one URL',
  ),
  fault(
    'no-slash-crash',
    'The path without its slash crashes, as a framework in debug mode does',
    ['RP-404-03', 'RP-ERR-07'],
    when(withoutSlash, crash),
    'for one URL',
  ),
  fault(
    'no-slash-elsewhere',
    'The path without its slash redirects to another host',
    ['RP-404-03'],
    when(withoutSlash, (answer) =>
      withHeaders({ ...answer, status: 301, body: '' }, { Location: `http://internal.example${paths.resetPassword}` }),
    ),
    'for one URL',
  ),
  fault(
    'no-slash-found',
    'The path without its slash redirects by 302, which loses the body',
    ['RP-404-03', 'RP-ERR-07'],
    when(withoutSlash, (answer) =>
      withHeaders({ ...answer, status: 302, body: '' }, { Location: paths.resetPassword }),
    ),
    'for one URL',
  ),
  fault(
    'no-slash-other-shape',
    'The path without its slash is an older version of the call',
    ['RP-404-03', 'RP-OK-02'],
    when(withoutSlash, (answer) => ({
      ...answer,
      status: 200,
      body: '{"token":"Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ"}',
    })),
    'for one URL',
  ),
];
