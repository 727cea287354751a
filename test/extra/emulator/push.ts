import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GithubClient } from '../../../src/adapters/github/create-client.ts';
import { git } from '../../fixtures/release/workshop.ts';

const run = promisify(execFile);

/** Gives the newest commit a time without a time zone: an API cannot say another. */
export async function normaliseCommit(directory: string): Promise<void> {
  const date = '2026-01-01T00:00:00+0000';
  const env = { ...process.env, GIT_COMMITTER_DATE: date };
  const args = ['commit', '--quiet', '--amend', '--no-edit', '--date', date];
  await run('git', args, { cwd: directory, env });
}

/** Brings the newest commit to a server that speaks no git, object by object; throws when its hash is another there. */
export async function pushOverApi({ ask }: GithubClient, directory: string, ref: string): Promise<string> {
  const listed = (await git(directory, 'ls-tree', '-r', 'HEAD')).split('\n');
  const files = await Promise.all(
    listed.map(async (line) => {
      const [, mode = '', blob = '', path = ''] = /^(\d+) blob (\w+)\t(.*)$/.exec(line) ?? [];
      const { stdout } = await run('git', ['cat-file', 'blob', blob], { cwd: directory });
      return { path, mode: mode as '100644', type: 'blob' as const, content: stdout };
    }),
  );
  const tree = await ask('POST /repos/{owner}/{repo}/git/trees', { tree: files });
  const [message = '', name = '', email = '', at = ''] = (
    await git(directory, 'log', '-1', '--format=%B%x00%an%x00%ae%x00%ct')
  ).split('\0');
  const person = { name, email, date: new Date(Number(at) * 1000).toISOString().replace('.000', '') };
  const { sha } = await ask('POST /repos/{owner}/{repo}/git/commits', {
    message: `${message.trimEnd()}\n`,
    tree: tree.sha,
    parents: [],
    author: person,
    committer: person,
  });
  const head = await git(directory, 'rev-parse', 'HEAD');
  if (sha !== head) throw new Error(`the commit ${head} is ${sha} on the server`);
  await ask('POST /repos/{owner}/{repo}/git/refs', { ref, sha });
  return sha;
}
