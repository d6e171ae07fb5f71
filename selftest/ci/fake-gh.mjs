/**
 * In the place of GitHub's `gh`: keeps the issues of a repository in the file that FAKE_GITHUB names, and refuses what the
 * real one refuses as far as that matters here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { FAKE_GITHUB = '', GH_TOKEN, GH_REPO } = process.env;
const [noun, verb, ...rest] = process.argv.slice(2);
if (!GH_TOKEN || !GH_REPO) fail('gh: to use GitHub CLI in a GitHub Actions workflow, set GH_TOKEN and GH_REPO');
const state = existsSync(FAKE_GITHUB) ? JSON.parse(readFileSync(FAKE_GITHUB, 'utf8')) : { labels: [], issues: [] };
const text = { type: 'string' };
const options = {
  'label create': { description: text, force: { type: 'boolean' } },
  'issue list': { state: text, label: text, limit: text, json: text },
  'issue create': { title: text, label: text, 'body-file': text },
  'issue edit': { 'body-file': text },
  'issue comment': { 'body-file': text },
  'issue close': {},
}[`${noun} ${verb}`];
if (options === undefined) fail(`unknown command ${noun} ${verb}`);
const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
const body = () => (values['body-file'] === '-' ? readFileSync(0, 'utf8') : fail('no body'));
const issue = () => state.issues.find(({ number }) => number === Number(positionals[0])) ?? fail('no such issue');

switch (`${noun} ${verb}`) {
  case 'label create':
    if (state.labels.includes(positionals[0]) && !values.force) fail('the label exists');
    state.labels = [...new Set([...state.labels, positionals[0]])];
    break;
  case 'issue list': {
    const fields = values.json.split(',');
    const listed = state.issues.filter((each) => each.state === values.state && each.labels.includes(values.label));
    const picked = (each) => Object.fromEntries(fields.map((field) => [field, each[field]]));
    console.log(JSON.stringify(listed.slice(0, Number(values.limit)).map(picked)));
    break;
  }
  case 'issue create': {
    if (!state.labels.includes(values.label)) fail(`could not add label: '${values.label}' not found`);
    const number = state.issues.length + 1;
    state.issues.push({
      number,
      title: values.title,
      body: body(),
      labels: [values.label],
      state: 'open',
      comments: [],
    });
    break;
  }
  case 'issue edit':
    issue().body = body();
    break;
  case 'issue comment':
    issue().comments.push(body());
    break;
  case 'issue close':
    issue().state = 'closed';
    break;
}
writeFileSync(FAKE_GITHUB, JSON.stringify(state));

function fail(message) {
  console.error(message);
  process.exit(1);
}
