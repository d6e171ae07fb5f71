/** A trace of the service's inside, and the name by which a message calls it. */
interface Trace {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * What gives away internals (OWASP Error Handling): each pattern fits what a framework prints, not plain prose, so that
 * a sentence with the word "error" or "exception" in it is no finding. Every repetition that another one may follow has a
 * limit: a text that was made to match for long, and then not, must not take long to read.
 */
const traces: readonly Trace[] = [
  { name: 'a Python stack trace', pattern: /Traceback \(most recent call last\)|File "[^"\n]{1,500}", line \d+/ },
  {
    name: 'a JavaScript stack trace',
    pattern: /\bat (?:async )?[\w$.<> ]{0,200}\(?(?:file:\/\/|node:|\/)[^\s)]{1,500}:\d{1,9}:\d{1,9}\)?/,
  },
  {
    name: 'a Java stack trace',
    pattern:
      /\bat [\w$.]{1,500}\([\w$]{1,200}\.(?:java|kt|scala):\d{1,9}\)|\b(?:java|org|com)\.[\w.]{1,200}Exception\b/,
  },
  {
    name: 'a .NET stack trace',
    pattern: /\bat [\w.]{1,500}\([^)]{0,500}\) in [^\n]{1,500}:line \d|\bSystem\.[\w.]{0,200}Exception\b/,
  },
  { name: 'a Ruby stack trace', pattern: /\.rb:\d+:in [`']/ },
  { name: 'a PHP stack trace', pattern: /\.php(?: on line |:|\()\d+|#\d+ \{main\}/ },
  { name: 'a Go stack trace', pattern: /\bgoroutine \d+ \[|\.go:\d+ \+0x/ },
  {
    name: 'a database error',
    pattern:
      /SQLSTATE\[|\bORA-\d{5}\b|psycopg2\.|sqlite3\.\w+Error|PG::\w+|syntax error at or near|You have an error in your SQL syntax|ER_[A-Z]+_ERROR/,
  },
  {
    name: 'an SQL statement',
    pattern:
      /\bSELECT\b[\s\S]{1,200}\bFROM\b|\bINSERT INTO\b[\s\S]{1,200}\bVALUES\b|\bUPDATE\b[\s\S]{1,200}\bSET\b[\s\S]{1,200}\bWHERE\b/,
  },
  {
    name: 'a file path',
    pattern:
      /(?:^|[\s"'(=:>])(?:\/(?:usr|var|home|opt|srv|app|etc|root|tmp)\/[\w.-]+(?:\/[\w.-]+)*|[A-Z]:\\{1,2}[\w.-]+\\)/,
  },
  {
    name: 'a debug page',
    pattern:
      /\bDEBUG = True\b|Werkzeug Debugger|Whoops, looks like something went wrong|Django Version:|Exception Type:|Rails\.root:|Symfony Exception/,
  },
];

/**
 * Finds what a body gives away.
 *
 * @param text The body.
 * @param sent What we sent: an answer that repeats our own words gives nothing away.
 * @returns the name and the place of the first trace, or undefined.
 */
export function internalsIn(text: string, sent: readonly string[]): { name: string; excerpt: string } | undefined {
  const theirs = sent.filter((each) => each.length >= 4).reduce((rest, ours) => rest.replaceAll(ours, ''), text);
  for (const { name, pattern } of traces) {
    const found = pattern.exec(theirs)?.[0].trim();
    if (found !== undefined) return { name, excerpt: found };
  }
  return undefined;
}
