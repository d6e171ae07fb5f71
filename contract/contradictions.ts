import type { ClauseId } from './register.ts';

/** A place where the documentation contradicts itself or says nothing: for the owners of the API to read. */
export interface Contradiction {
  readonly question: string;
  /** What the pages say about it. */
  readonly pages: string;
  /** What this harness does about it. */
  readonly judged: string;
  /** Clauses that the reading bears on; empty where nothing is judged. */
  readonly clauses: readonly ClauseId[];
}

/** Every such place that is known, for the register's reader and the report's front matter. */
export const contradictions: readonly Contradiction[] = [
  {
    question: 'Does a reset need authentication?',
    pages: 'The authentication page asks it of every call but log-in; the samples of the reset send an empty header.',
    judged: 'A reset has to work with an empty Authorization and with none.',
    clauses: ['RP-OK-04', 'RP-OK-05'],
  },
  {
    question: 'Where does the token go?',
    pages:
      'The reset page puts it into the answer, the companion pages into a mail, and the invitation pages into the ' +
      'answer in a development environment.',
    judged:
      'It has to be in the answer, unless TOKEN_DELIVERY=mail says otherwise; what that means for safety is reported ' +
      'as an observation.',
    clauses: ['RP-OK-02', 'RP-SEC-13'],
  },
  {
    question: 'Which code does a wrong user name or a wrong password get?',
    pages: 'The table of codes has 401 for credentials that are incorrect; the log-in page names none.',
    judged:
      'A password that never was one: 401. One that was right before: any code by which a token is refused, since the ' +
      'pages leave open what it is then.',
    clauses: ['LG-02', 'LG-04'],
  },
  {
    question: 'Which password is good enough?',
    pages: 'No page says it; the password of the sample has neither a digit nor a capital.',
    judged:
      'One of the form of the published one and a long one have to be taken, one of seven characters refused: good ' +
      'practice, which gates under STRICT=1 alone.',
    clauses: ['CP-12', 'CP-13', 'CP-14'],
  },
  {
    question: 'Does validating send the mail?',
    pages: 'A sentence of the validate page has a GET with the address send it; its parameter and samples are a token.',
    judged: 'Validating takes a token, and a GET sends nothing, be the address in its query.',
    clauses: ['RP-405-01', 'VT-04'],
  },
  {
    question: 'Does 415 reach the sample of the validate page?',
    pages: 'The sample declares application/octet-stream on a GET that has no body.',
    judged: '415 is about requests with content, so the sample has to work as printed.',
    clauses: ['VT-01'],
  },
  {
    question: 'What does an unknown address get?',
    pages: 'The table of codes has 422 for it; OWASP advises to answer as for an account.',
    judged: 'Both conform; whether the two can be told apart is reported as an observation.',
    clauses: ['RP-422-01', 'RP-422-02', 'RP-422-03'],
  },
  {
    question: 'Which code does a malformed value get?',
    pages: "400 stands for what is missing, 422 for an identifier that can't be used; a malformed value is either.",
    judged: 'Both conform.',
    clauses: ['RP-400-04', 'RP-400-05', 'RP-400-06', 'RP-400-07'],
  },
  {
    question: 'Which code do validating and completing succeed with?',
    pages: 'The pages name none.',
    judged: 'Validating: 200 or 204. Completing: 200, 201 or 204.',
    clauses: ['VT-01', 'VT-04', 'VT-06', 'CP-01'],
  },
  {
    question: 'What about 406, 413, 429 and server errors?',
    pages: 'The table of codes does not have them.',
    judged:
      'The first two only where a clause accepts them; 429, and 503 with Retry-After, anywhere; any other server error ' +
      'nowhere.',
    clauses: ['RP-ERR-07'],
  },
  {
    question: 'Where do the links of the reset page lead, and what is the third call named?',
    pages: 'Both links lead to one place; the call is Create New Password here and Complete Password Reset there.',
    judged: 'Noted; nothing hangs on it.',
    clauses: [],
  },
  {
    question: 'Can the samples be used as printed?',
    pages: 'The Python sample calls json.dumps without an object; the addresses differ and look like those of people.',
    judged: 'What the samples mean is sent, never to the addresses that they print.',
    clauses: ['RP-OK-12'],
  },
];
