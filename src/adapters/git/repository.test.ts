import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import {
  commitAll,
  git,
  removeScratch,
  scratchFolder,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import {
  gitCommonFolder,
  gitIdentity,
  headCommit,
  isShallow,
  originUrl,
  repositoryTop,
  resolveCommit,
  treeOf,
  workState,
} from './repository.ts';
import { gitText, runGit } from './run-git.ts';

afterEach(() => vi.unstubAllEnvs());
afterAll(removeScratch);

describe('a repository', () => {
  it('has its top, also from a folder below whose name ends in a space', async () => {
    const top = scratchRepository({ 'deep/er /a.txt': 'a\n' });
    expect(await repositoryTop(join(top, 'deep', 'er '))).toBe(top);
    const odd = join(scratchFolder(), 'name with  spaces ');
    mkdirSync(odd);
    git(odd, 'init', '--quiet');
    expect(await repositoryTop(odd)).toBe(odd);
  });

  it('has no commit before the first one', async () => {
    const top = scratchRepository();
    expect(await headCommit(top)).toBeNull();
    expect(await resolveCommit(top, 'main')).toBeNull();
    await expect(gitText(top, ['log', '-1', 'HEAD'])).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining('no commit yet'),
    });
  });

  it('may have a detached head', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    const first = git(top, 'rev-parse', 'HEAD');
    write(top, { 'a.txt': 'b\n' });
    commitAll(top);
    git(top, 'checkout', '--quiet', '--detach', first);
    expect(await headCommit(top)).toBe(first);
    expect(await treeOf(top, first)).toBe(git(top, 'rev-parse', 'HEAD^{tree}'));
  });

  it('may be shallow', async () => {
    const full = scratchRepository({ 'a.txt': 'a\n' });
    const first = git(full, 'rev-parse', 'HEAD');
    write(full, { 'a.txt': 'b\n' });
    const second = commitAll(full);
    const clone = join(scratchFolder(), 'clone');
    git(full, 'clone', '--quiet', '--depth=1', `file://${full}`, clone);
    expect(await isShallow(full)).toBe(false);
    expect(await isShallow(clone)).toBe(true);
    expect(await headCommit(clone)).toBe(second);
    expect(await resolveCommit(clone, first)).toBeNull();
    expect(await originUrl(clone)).toBe(`file://${full}`);
    expect(await originUrl(full)).toBeNull();
  });

  it('may have a second work tree that shares its folder', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    const other = join(scratchFolder(), 'other');
    git(top, 'worktree', 'add', '--quiet', '-b', 'side', other);
    expect(await repositoryTop(other)).toBe(other);
    expect(await gitCommonFolder(other)).toBe(join(top, '.git'));
    expect(await headCommit(other)).toBe(await headCommit(top));
  });

  it('knows no commit by the name of an option, of a file or of nothing', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    for (const name of ['--upload-pack=x', 'a.txt', '', 'HEAD:a.txt', 'HEAD~9', '-'])
      expect(await resolveCommit(top, name)).toBeNull();
  });
});

describe('who runs git', () => {
  it('is who git says, or the user of the system', async () => {
    const top = scratchRepository();
    git(top, 'config', 'user.name', 'Grace <b> Hopper');
    git(top, 'config', 'user.email', 'grace@example.org');
    for (const name of ['GIT_AUTHOR_NAME', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL'])
      vi.stubEnv(name, undefined);
    expect((await gitIdentity(top)).email).toBe('grace@example.org');
    git(top, 'config', '--unset', 'user.name');
    git(top, 'config', '--unset', 'user.email');
    git(top, 'config', 'user.useConfigOnly', 'true');
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    vi.stubEnv('USER', 'ada');
    expect(await gitIdentity(top)).toEqual({ name: 'ada', email: 'modelyard@localhost' });
  });
});

describe('no repository', () => {
  it('is told with what to do', async () => {
    await expect(repositoryTop(scratchFolder())).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringMatching(/: this is not a git repository$/),
      hint: expect.stringContaining('git init'),
    });
  });

  it('nor git itself', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    vi.stubEnv('PATH', join(top, 'nowhere'));
    await expect(headCommit(top)).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining('git cannot be started'),
      hint: expect.stringContaining('PATH'),
    });
  });
});

describe('the environment', () => {
  it('of a git hook does not name another repository', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    const other = scratchRepository({ 'b.txt': 'b\n' });
    vi.stubEnv('GIT_DIR', join(other, '.git'));
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git', 'index'));
    vi.stubEnv('GIT_WORK_TREE', other);
    expect(await repositoryTop(top)).toBe(top);
    expect((await runGit(top, ['ls-files'])).stdout.toString()).toBe('a.txt\n');
  });

  it('of another language does not change what git is understood to say', async () => {
    vi.stubEnv('LANGUAGE', 'de');
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    await expect(repositoryTop(scratchFolder())).rejects.toThrow('not a git repository');
  });
});

describe('the state of a work tree', () => {
  it('is its commit and what was changed since, binary files and modes too', async () => {
    const top = scratchRepository({ 'a.bin': new Uint8Array([0, 1, 2]), 'b.txt': 'b\n' });
    const clean = await workState(top);
    expect(clean).toEqual({ commit: git(top, 'rev-parse', 'HEAD'), changes: null });
    writeFileSync(join(top, 'a.bin'), new Uint8Array([0, 1, 3]));
    const one = await workState(top);
    writeFileSync(join(top, 'a.bin'), new Uint8Array([0, 1, 4]));
    const two = await workState(top);
    rmSync(join(top, 'b.txt'));
    const three = await workState(top);
    const digests = [one, two, three].map(({ changes }) => changes);
    expect(new Set(digests).size).toBe(3);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});
