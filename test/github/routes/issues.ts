import { invalid, notFound } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { issueView, pullAsIssueView, retargetView } from '../views/issue-views.ts';
import { type IssueRow, nextNumber } from '../world.ts';
import { guardBody } from './body-limit.ts';

const READ = [{ issues: 'read' }] as const;
const WRITE = [{ issues: 'write' }] as const;
const LONGEST_TITLE = 256;

export const issueRoutes = [
  listRoute('/repos/{owner}/{repo}/issues', READ, ({ site, tables, query }) => {
    const state = query.get('state') ?? 'open';
    const labels = query.get('labels')?.split(',').filter(Boolean) ?? [];
    const creator = query.get('creator');
    const since = query.get('since');
    const pulls = [...tables.pulls.values()].map((row) => ({ ...row, labels: [] as string[], isPull: true }));
    const issues = [...tables.issues.values()].map((row) => ({ ...row, isPull: false }));
    const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
    const sign = query.get('direction') === 'asc' ? 1 : -1;
    return [...issues, ...pulls]
      .filter(
        (row) =>
          (state === 'all' || row.state === state) &&
          labels.every((label) => row.labels.includes(label)) &&
          (creator === null || row.author === creator) &&
          (since === null || Date.parse(row.updatedAt) >= Date.parse(since)),
      )
      .sort((a, b) => sign * (Date.parse(a[key]) - Date.parse(b[key]) || a.number - b.number))
      .map(({ number }) => viewOf(site, number));
  }),

  route('post', '/repos/{owner}/{repo}/issues', WRITE, ({ site, world, tables, token, body }) => {
    const title = String(body.title);
    guardTitle(title);
    guardBody('Issue', body.body);
    const now = world.clock.iso();
    const row: IssueRow = {
      id: world.nextId(),
      number: nextNumber(tables),
      title,
      body: body.body ?? null,
      state: 'open',
      stateReason: null,
      labels: names(body.labels),
      author: token.login,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
    };
    tables.issues.set(row.number, row);
    return { status: 201, body: issueView(site, row) };
  }),

  listRoute(
    '/repos/{owner}/{repo}/issues/{issue_number}/events',
    [{ issues: 'read' }, { 'pull-requests': 'read' }],
    ({ site, tables, params }) =>
      tables.retargets
        .filter(({ pull }) => pull === Number(params.issue_number))
        .map((row) => retargetView(site, row)),
  ),

  route('get', '/repos/{owner}/{repo}/issues/{issue_number}', READ, ({ site, params }) => ({
    status: 200,
    body: viewOf(site, Number(params.issue_number)),
  })),

  route(
    'patch',
    '/repos/{owner}/{repo}/issues/{issue_number}',
    WRITE,
    ({ site, world, tables, params, body }) => {
      const row = tables.issues.get(Number(params.issue_number));
      if (row === undefined) throw notFound();
      if (body?.title !== undefined && body.title !== null) guardTitle(String(body.title));
      guardBody('Issue', body?.body);
      row.title = body?.title === undefined || body.title === null ? row.title : String(body.title);
      row.body = body?.body === undefined ? row.body : body.body;
      row.labels = body?.labels === undefined ? row.labels : names(body.labels);
      if (body?.state !== undefined && body.state !== row.state) {
        row.state = body.state;
        row.stateReason = body.state_reason ?? (body.state === 'closed' ? 'completed' : 'reopened');
        row.closedAt = body.state === 'closed' ? world.clock.iso() : null;
      }
      row.updatedAt = world.clock.iso();
      return { status: 200, body: issueView(site, row) };
    },
  ),
];

function viewOf(site: Call['site'], number: number) {
  const [issue, pull] = [site.tables.issues.get(number), site.tables.pulls.get(number)];
  if (issue !== undefined) return issueView(site, issue);
  if (pull !== undefined) return pullAsIssueView(site, pull);
  throw notFound();
}

function guardTitle(title: string): void {
  if (title.trim() === '') throw invalid('Issue', 'title', 'missing_field');
  if ([...title].length > LONGEST_TITLE) {
    throw invalid('Issue', 'title', 'custom', `title is too long (maximum is ${LONGEST_TITLE} characters)`);
  }
}

function names(labels: readonly (string | { name?: string })[] | undefined): string[] {
  return (labels ?? []).map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
}
