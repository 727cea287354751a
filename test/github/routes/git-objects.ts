import { editTree } from '../git/edit-tree.ts';
import { formatCommit, formatTag, type Person, parseCommit, parseTag } from '../git/git-objects.ts';
import type { GitObject, ObjectType } from '../git/object-reader.ts';
import { notFound, unprocessable } from '../http/refusal.ts';
import { type Call, route } from '../http/route.ts';
import { blobView, flatTree, gitCommitView, tagView, treeItemView, treeView } from '../views/git-views.ts';

const READ = [{ contents: 'read' }] as const;
const WRITE = [{ contents: 'write' }] as const;

export const gitObjectRoutes = [
  route('post', '/repos/{owner}/{repo}/git/blobs', WRITE, ({ site, world, body }) => {
    const bytes = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8');
    const { sha, url } = blobView(site, world.git.write('blob', bytes), bytes);
    return { status: 201, body: { sha, url } };
  }),

  route('get', '/repos/{owner}/{repo}/git/blobs/{file_sha}', READ, async (call) => {
    const { sha, body } = await find(call, 'file_sha', 'blob');
    return { status: 200, body: blobView(call.site, sha, body) };
  }),

  route('post', '/repos/{owner}/{repo}/git/trees', WRITE, async ({ site, world, body }) => {
    const { git } = world;
    const base = body.base_tree === undefined ? null : await git.read(`${body.base_tree}^{tree}`);
    if (body.base_tree !== undefined && base === null)
      throw unprocessable('base_tree is not a valid tree oid');
    const edits = body.tree.map(({ path = '', mode = '100644', sha, content }) => ({
      path,
      mode,
      sha: sha === undefined ? git.write('blob', Buffer.from(content ?? '')) : sha,
    }));
    for (const { path, sha } of edits) {
      if (path === '' || /(^|\/)(\.{0,2}|\.git)(\/|$)/i.test(path))
        throw unprocessable('tree.path is not valid');
      if (sha !== null && (await git.read(sha)) === null) throw unprocessable('tree.sha does not exist');
    }
    const sha = await editTree(git, base?.sha ?? null, edits);
    const tree = await git.read(sha);
    return { status: 201, body: treeView(site, sha, flatTree(site, tree?.body ?? Buffer.alloc(0))) };
  }),

  route('get', '/repos/{owner}/{repo}/git/trees/{tree_sha}', READ, async ({ site, world, params, query }) => {
    const { git } = world;
    const tree = await git.read(`${(await git.commitOf(params.tree_sha ?? '')) ?? params.tree_sha}^{tree}`);
    if (tree === null) throw notFound();
    if (!query.has('recursive')) {
      return { status: 200, body: treeView(site, tree.sha, flatTree(site, tree.body)) };
    }
    const out = await git.run(['ls-tree', '-r', '-t', '-l', '-z', tree.sha]);
    const entries = out.split('\0').filter(Boolean).map(listed);
    return {
      status: 200,
      body: treeView(
        site,
        tree.sha,
        entries.map((entry) => treeItemView(site, entry)),
      ),
    };
  }),

  route('post', '/repos/{owner}/{repo}/git/commits', WRITE, async ({ site, world, token, body }) => {
    const { git } = world;
    if ((await git.read(body.tree))?.type !== 'tree') throw unprocessable('Tree SHA does not exist');
    for (const parent of body.parents ?? []) {
      if ((await git.read(parent))?.type !== 'commit') {
        throw unprocessable('Parent SHA does not exist or is not a commit object');
      }
    }
    const author = person(world.clock.iso(), token.login, body.author);
    const commit = {
      tree: body.tree,
      parents: body.parents ?? [],
      author,
      committer:
        body.committer === undefined ? author : person(world.clock.iso(), token.login, body.committer),
      message: body.message,
    };
    const bytes = formatCommit(commit);
    return { status: 201, body: gitCommitView(site, git.write('commit', bytes), parseCommit(bytes)) };
  }),

  route('get', '/repos/{owner}/{repo}/git/commits/{commit_sha}', READ, async (call) => {
    const { sha, body } = await find(call, 'commit_sha', 'commit');
    return { status: 200, body: gitCommitView(call.site, sha, parseCommit(body)) };
  }),

  route('post', '/repos/{owner}/{repo}/git/tags', WRITE, async ({ site, world, token, body }) => {
    const { git } = world;
    if ((await git.read(body.object))?.type !== body.type) throw unprocessable('Could not resolve to a node');
    const { tag, message, object, type } = body;
    const bytes = formatTag({
      tag,
      message,
      object,
      type,
      tagger: person(world.clock.iso(), token.login, body.tagger),
    });
    return { status: 201, body: tagView(site, git.write('tag', bytes), parseTag(bytes)) };
  }),

  route('get', '/repos/{owner}/{repo}/git/tags/{tag_sha}', READ, async (call) => {
    const { sha, body } = await find(call, 'tag_sha', 'tag');
    return { status: 200, body: tagView(call.site, sha, parseTag(body)) };
  }),
];

async function find({ world, params }: Call, name: string, type: ObjectType): Promise<GitObject> {
  const sha = params[name] ?? '';
  const object = /^[0-9a-f]{40}$/.test(sha) ? await world.git.read(sha) : null;
  if (object?.type !== type) throw notFound();
  return object;
}

function person(now: string, login: string, given: Partial<Person> | undefined): Person {
  const email = `${login}@users.noreply.github.com`;
  // git refuses these in a name, GitHub drops them.
  const name = (given?.name ?? login).replace(/[<>\n]/g, '');
  return { name, email: given?.email ?? email, date: given?.date ?? now };
}

function listed(line: string) {
  const tab = line.indexOf('\t');
  const [meta, name] = [line.slice(0, tab), line.slice(tab + 1)];
  const [mode = '', , sha = '', size = '-'] = meta.split(/ +/);
  return { mode: mode.replace(/^0+/, ''), sha, name, ...(size === '-' ? {} : { size: Number(size) }) };
}
