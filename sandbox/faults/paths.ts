import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { answers, asReset, crash, page, when, type Where } from '../when.ts';

const beside: Where = ({ path }) => path === '/timp/organizations/resetpassword2/';
const below: Where = ({ path }) => path.startsWith(paths.resetPassword) && path.endsWith('/x7k2/');
const withoutSlash: Where = ({ path }) => path === paths.resetPassword.slice(0, -1);

/** What breaks about where the call lives. */
export const pathFaults: readonly Fault[] = [
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
    ...when(below, asReset),
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
];
