import { invalid, notFound, unprocessable } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { publishRelease } from '../publish-release.ts';
import { releaseView } from '../views/release-views.ts';
import type { ReleaseRow } from '../world.ts';

const READ = [{ contents: 'read' }] as const;
const WRITE = [{ contents: 'write' }] as const;
const LONGEST_BODY = 125_000;

export const releaseRoutes = [
  listRoute('/repos/{owner}/{repo}/releases', READ, (call) =>
    [...call.tables.releases.values()]
      .filter((row) => isVisible(call, row))
      .sort((a, b) => b.id - a.id)
      .map((row) => releaseView(call.site, row)),
  ),

  route('post', '/repos/{owner}/{repo}/releases', WRITE, async (call) => {
    const { site, world, tables, token, body } = call;
    if (typeof body.tag_name !== 'string' || body.tag_name === '') {
      throw invalid('Release', 'tag_name', 'missing_field');
    }
    guardBody(body.body);
    const now = world.clock.iso();
    const row: ReleaseRow = {
      id: world.nextId(),
      tag: body.tag_name,
      target: body.target_commitish ?? world.defaultBranch,
      name: body.name ?? null,
      body: body.body ?? null,
      draft: true,
      prerelease: body.prerelease ?? false,
      immutable: false,
      latest: false,
      author: token.login,
      createdAt: now,
      updatedAt: now,
      publishedAt: null,
    };
    if (body.draft !== true) await publishRelease(call, row, body.make_latest);
    tables.releases.set(row.id, row);
    return { status: 201, body: releaseView(site, row) };
  }),

  route('get', '/repos/{owner}/{repo}/releases/latest', READ, ({ site, tables }) => {
    const published = [...tables.releases.values()].filter(({ draft, prerelease }) => !draft && !prerelease);
    const row = published.find(({ latest }) => latest) ?? published.at(-1);
    if (row === undefined) throw notFound();
    return { status: 200, body: releaseView(site, row) };
  }),

  route('get', '/repos/{owner}/{repo}/releases/tags/{tag}', READ, ({ site, tables, params }) => {
    // Published releases only, whoever asks.
    const row = [...tables.releases.values()].find(({ tag, draft }) => !draft && tag === params.tag);
    if (row === undefined) throw notFound();
    return { status: 200, body: releaseView(site, row) };
  }),

  route('get', '/repos/{owner}/{repo}/releases/{release_id}', READ, (call) => ({
    status: 200,
    body: releaseView(call.site, findRelease(call)),
  })),

  route('patch', '/repos/{owner}/{repo}/releases/{release_id}', WRITE, async (call) => {
    const { site, world, body = {} } = call;
    const row = findRelease(call);
    guardBody(body.body);
    guardLocked(row, body);
    const next = { ...row, ...changes(row, body) };
    if (row.draft && body.draft === false) await publishRelease(call, next, body.make_latest);
    else if (!row.draft && body.draft === true)
      throw unprocessable('Published releases cannot become drafts');
    Object.assign(row, next, { updatedAt: world.clock.iso() });
    return { status: 200, body: releaseView(site, row) };
  }),

  route('delete', '/repos/{owner}/{repo}/releases/{release_id}', WRITE, (call) => {
    const { id } = findRelease(call);
    for (const asset of [...call.tables.assets.values()]) {
      if (asset.release === id) call.tables.assets.delete(asset.id);
    }
    call.tables.releases.delete(id);
    return { status: 204, body: null };
  }),
];

/** Drafts are there for those who may write; for others they do not exist. */
export function findRelease(call: Call): ReleaseRow {
  const row = call.tables.releases.get(Number(call.params.release_id));
  if (row === undefined || !isVisible(call, row)) throw notFound();
  return row;
}

export function isVisible({ token }: Call, { draft }: ReleaseRow): boolean {
  return !draft || token.permissions.contents === 'write';
}

interface Changes {
  readonly tag_name?: string;
  readonly target_commitish?: string;
  readonly name?: string;
  readonly body?: string;
  readonly prerelease?: boolean;
}

function changes(row: ReleaseRow, body: Changes): Partial<ReleaseRow> {
  return {
    // A draft that is changed without its tag_name loses it.
    tag: body.tag_name ?? (row.draft ? `untagged-${row.id.toString(16)}` : row.tag),
    target: body.target_commitish ?? row.target,
    name: body.name ?? row.name,
    body: body.body ?? row.body,
    prerelease: body.prerelease ?? row.prerelease,
  };
}

function guardLocked(row: ReleaseRow, { tag_name, target_commitish }: Changes): void {
  const moves = tag_name !== undefined && tag_name !== row.tag;
  const retargets = target_commitish !== undefined && target_commitish !== row.target;
  if (row.immutable && (moves || retargets)) {
    throw invalid('Release', 'tag_name', 'custom', 'tag_name cannot be changed when release is immutable');
  }
}

function guardBody(body: string | undefined): void {
  if (body !== undefined && [...body].length > LONGEST_BODY) {
    throw invalid('Release', 'body', 'custom', `body is too long (maximum is ${LONGEST_BODY} characters)`);
  }
}
