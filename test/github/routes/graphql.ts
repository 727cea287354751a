import { isGranted } from '../http/permission.ts';
import type { Route } from '../http/route.ts';
import { nodeId } from '../views/site.ts';

const NEED = [{ 'pull-requests': 'write' }, { issues: 'write' }] as const;
const REASONS: readonly string[] = ['ABUSE', 'OFF_TOPIC', 'OUTDATED', 'RESOLVED', 'DUPLICATE', 'SPAM'];

interface Question {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** GraphQL knows one mutation, `minimizeComment`; its subject and classifier are read from the variables. */
export const graphqlRoute: Route = {
  method: 'POST',
  path: '/graphql',
  need: [],
  list: null,
  handle: ({ body, tables, token }) => {
    const { query = '', variables = {} }: Question = body;
    if (!query.includes('minimizeComment'))
      return failed('NOT_IMPLEMENTED', 'the double knows minimizeComment only');
    const given = Object.values(variables).flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [value],
    );
    const row = [...tables.comments.values()].find(({ id }) => given.includes(nodeId('IssueComment', id)));
    if (row === undefined) return failed('NOT_FOUND', 'Could not resolve to a node with the global id');
    if (!isGranted(token.permissions, NEED))
      return failed('FORBIDDEN', 'Resource not accessible by integration');
    row.minimized = String(
      given.find((value) => REASONS.includes(String(value))) ?? 'OUTDATED',
    ).toLowerCase();
    const minimizedComment = { isMinimized: true, minimizedReason: row.minimized };
    return { status: 200, body: { data: { minimizeComment: { minimizedComment } } } };
  },
};

function failed(type: string, message: string) {
  return {
    status: 200,
    isRefusal: true,
    body: { data: { minimizeComment: null }, errors: [{ type, path: ['minimizeComment'], message }] },
  };
}
