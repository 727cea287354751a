import type { BareRepository } from '../git/bare-repository.ts';
import { notFound, unprocessable } from '../http/refusal.ts';
import { listRoute, route } from '../http/route.ts';
import { guardRef } from '../ref-rules.ts';
import { refView } from '../views/git-views.ts';
import { guardWorkflows } from '../workflow-guard.ts';

const READ = [{ contents: 'read' }] as const;
const WRITE = [{ contents: 'write' }] as const;

export const refRoutes = [
  route('get', '/repos/{owner}/{repo}/git/ref/{ref}', READ, async ({ site, world, params }) => {
    const ref = await world.git.ref(`refs/${params.ref}`);
    if (ref === null) throw notFound();
    return { status: 200, body: refView(site, ref) };
  }),

  listRoute('/repos/{owner}/{repo}/git/matching-refs/{ref}', READ, async ({ site, refs, params }) =>
    (await refs(`refs/${params.ref}`)).map((ref) => refView(site, ref)),
  ),

  route('post', '/repos/{owner}/{repo}/git/refs', WRITE, async (call) => {
    const { site, world, body } = call;
    const { ref, sha } = body;
    await guardName(world.git, ref);
    const object = await guardObject(world.git, sha);
    guardRef(call, ref, 'creation');
    await guardWorkflows(call, sha);
    if (!(await world.git.createRef(ref, sha))) throw unprocessable('Reference already exists');
    return { status: 201, body: refView(site, { ref, sha, type: object.type }) };
  }),

  route('patch', '/repos/{owner}/{repo}/git/refs/{ref}', WRITE, async (call) => {
    const { site, world, params, body } = call;
    const name = `refs/${params.ref}`;
    const object = await guardObject(world.git, body.sha);
    const old = await world.git.ref(name);
    if (old === null) throw unprocessable('Reference does not exist');
    guardRef(call, name, 'update');
    await guardWorkflows(call, body.sha);
    const isForward = await isFastForward(world.git, old.sha, body.sha);
    if (!isForward && body.force !== true) throw unprocessable('Update is not a fast forward');
    if (!isForward) guardRef(call, name, 'non_fast_forward');
    // Two updates at once: the second one is no fast forward any more.
    if (!(await world.git.moveRef(name, body.sha, old.sha)))
      throw unprocessable('Update is not a fast forward');
    return { status: 200, body: refView(site, { ref: name, sha: body.sha, type: object.type }) };
  }),

  route('delete', '/repos/{owner}/{repo}/git/refs/{ref}', WRITE, async (call) => {
    const { world, params } = call;
    const name = `refs/${params.ref}`;
    if ((await world.git.ref(name)) === null) throw unprocessable('Reference does not exist');
    guardRef(call, name, 'deletion');
    await world.git.deleteRef(name);
    return { status: 204, body: null };
  }),
];

async function isFastForward(git: BareRepository, from: string, to: string): Promise<boolean> {
  const [old, next] = [await git.read(`${from}^{commit}`), await git.read(`${to}^{commit}`)];
  return old !== null && next !== null && git.isAncestor(old.sha, next.sha);
}

async function guardName(git: BareRepository, ref: string): Promise<void> {
  if (!/^refs\/[^/]+\/./.test(ref)) {
    throw unprocessable("Reference name must start with 'refs/' and have at least two slashes.");
  }
  try {
    await git.run(['check-ref-format', ref]);
  } catch {
    throw unprocessable(`${ref} is not a valid ref name.`);
  }
}

async function guardObject(git: BareRepository, sha: unknown) {
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) {
    throw unprocessable('The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  }
  const object = await git.read(sha);
  if (object === null) throw unprocessable('Object does not exist');
  return object;
}
