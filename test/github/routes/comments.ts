import { invalid, notFound } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { commentView } from '../views/issue-views.ts';
import type { CommentRow } from '../world.ts';
import { guardBody } from './body-limit.ts';

const READ = [{ issues: 'read' }, { 'pull-requests': 'read' }] as const;
const WRITE = [{ issues: 'write' }, { 'pull-requests': 'write' }] as const;

export const commentRoutes = [
  listRoute('/repos/{owner}/{repo}/issues/{issue_number}/comments', READ, (call) => {
    const number = issueOf(call);
    const since = call.query.get('since');
    return [...call.tables.comments.values()]
      .filter(({ issue }) => issue === number)
      .filter(({ updatedAt }) => since === null || Date.parse(updatedAt) >= Date.parse(since))
      .map((row) => commentView(call.site, row));
  }),

  route('post', '/repos/{owner}/{repo}/issues/{issue_number}/comments', WRITE, (call) => {
    const { site, world, tables, token, body } = call;
    const issue = issueOf(call);
    guardText(body.body);
    const now = world.clock.iso();
    const row: CommentRow = {
      id: world.nextId(),
      issue,
      author: token.login,
      body: body.body,
      minimized: null,
      createdAt: now,
      updatedAt: now,
    };
    tables.comments.set(row.id, row);
    return { status: 201, body: commentView(site, row) };
  }),

  route('get', '/repos/{owner}/{repo}/issues/comments/{comment_id}', READ, (call) => ({
    status: 200,
    body: commentView(call.site, find(call)),
  })),

  route('patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}', WRITE, (call) => {
    const row = find(call);
    guardText(call.body.body);
    row.body = call.body.body;
    row.updatedAt = call.world.clock.iso();
    return { status: 200, body: commentView(call.site, row) };
  }),

  route('delete', '/repos/{owner}/{repo}/issues/comments/{comment_id}', WRITE, (call) => {
    call.tables.comments.delete(find(call).id);
    return { status: 204, body: null };
  }),
];

function issueOf({ tables, params }: Call): number {
  const number = Number(params.issue_number);
  if (!tables.issues.has(number) && !tables.pulls.has(number)) throw notFound();
  return number;
}

function find({ tables, params }: Call): CommentRow {
  const row = tables.comments.get(Number(params.comment_id));
  if (row === undefined) throw notFound();
  return row;
}

function guardText(body: unknown): void {
  if (typeof body !== 'string' || body.trim() === '') {
    throw invalid('IssueComment', 'data', 'unprocessable', 'Body cannot be blank');
  }
  guardBody('IssueComment', body);
}
