import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashBytes } from '../../src/adapters/files/hash-file.ts';
import { git } from '../end-to-end/hosted-run.ts';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { type Ended, PROJECT, run } from '../protocol/bundle.ts';

const TAR = 'bytes of the actions';
export const ASSETS = {
  SHA256SUMS: `${hashBytes(TAR)}  modelyard-1.2.3.tar\n`,
  'modelyard-1.2.3.tar': TAR,
};

/** A GitHub with one commit, a checkout of it, and what is to be released. */
export interface ReleaseGround {
  readonly github: Github;
  readonly commit: string;
  /** Runs scripts/release/publish.mjs in the checkout. */
  publish(version?: string): Promise<Ended>;
  /** Another commit on the default branch, checked out. */
  next(): Promise<string>;
  write(name: string, text: string): void;
  /** Other bytes of the archive, checksum and all. */
  pack(text: string): void;
  close(): Promise<void>;
}

export async function releaseGround(): Promise<ReleaseGround> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-release-')));
  const github = await startGithub({ owner: 'modelyard', repo: 'modelyard' });
  const [checkout, assets] = [join(root, 'checkout'), join(root, 'release')];
  git(root, 'clone', '--quiet', github.gitUrl, checkout);
  mkdirSync(assets);
  const write = (name: string, text: string) => writeFileSync(join(assets, name), text);
  for (const [name, text] of Object.entries({ ...ASSETS, 'NOTES.md': '### Added\n\n- all of it\n' }))
    write(name, text);
  const token = github.token({ permissions: { contents: 'write' } });
  return {
    github,
    commit: git(checkout, 'rev-parse', 'HEAD'),
    write,
    pack(text) {
      write('modelyard-1.2.3.tar', text);
      write('SHA256SUMS', `${hashBytes(text)}  modelyard-1.2.3.tar\n`);
    },
    publish: (version = '1.2.3') =>
      run(process.execPath, [join(PROJECT, 'scripts/release/publish.mjs'), assets], {
        cwd: checkout,
        env: {
          VERSION: version,
          GITHUB_TOKEN: token,
          GITHUB_API_URL: github.url,
          GITHUB_REPOSITORY: 'modelyard/modelyard',
        },
      }),
    async next() {
      const commit = await github.commit({ files: { 'more.txt': String(github.mutations) } });
      git(checkout, 'pull', '--quiet');
      return commit;
    },
    async close() {
      await github.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
