import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An issue of a project on GitLab. */
export interface GitLabIssue {
  readonly iid: number;
  readonly title: string;
  description: string;
  state: string;
  readonly labels: string;
  readonly notes: string[];
}

/** Answers what GitLab's REST API answers about the issues of project 7, on loopback. */
export async function withGitLab(use: (api: string, issues: readonly GitLabIssue[]) => Promise<void>): Promise<void> {
  const issues: GitLabIssue[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const part of request) text += String(part);
      const content = (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const [status, answer] =
        request.headers['private-token'] === 'the-token' ? handle(request.method ?? '', url, content) : [401, {}];
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    })();
  });
  const handle = (method: string, url: URL, content: Record<string, string>): [number, unknown] => {
    const [, iid, notes] = /^\/api\/v4\/projects\/7\/issues(?:\/(\d+))?(\/notes)?$/.exec(url.pathname) ?? [];
    const issue = issues.find((each) => each.iid === Number(iid));
    if (method === 'GET') {
      const [search, labels] = [url.searchParams.get('search') ?? '', url.searchParams.get('labels')];
      const isFound = (each: GitLabIssue): boolean =>
        each.state === 'opened' && each.labels === labels && each.title.includes(search);
      return [200, issues.filter(isFound)];
    }
    if (method === 'POST' && iid === undefined) {
      const { title = '', description = '', labels = '' } = content;
      issues.push({ iid: issues.length + 1, title, description, labels, state: 'opened', notes: [] });
      return [201, issues.at(-1)];
    }
    if (issue === undefined) return [404, {}];
    if (method === 'POST' && notes !== undefined) issue.notes.push(content.body ?? '');
    else {
      issue.description = content.description ?? issue.description;
      if (content.state_event === 'close') issue.state = 'closed';
    }
    return [200, issue];
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`, issues);
  } finally {
    server.close();
  }
}
