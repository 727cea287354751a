import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { listRefs } from './list-refs.ts';
import { type GitObject, ObjectReader, type ObjectType } from './object-reader.ts';
import { RefWriter } from './ref-writer.ts';

export interface Ref {
  readonly ref: string;
  readonly sha: string;
  readonly type: ObjectType;
}

const ZERO = '0'.repeat(40);
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

/** A bare repository on disk: objects are written as git writes them, refs change through `git update-ref` only. */
export class BareRepository {
  readonly path: string;
  readonly #reader: ObjectReader;
  readonly #writer: RefWriter;

  private constructor(path: string) {
    this.path = path;
    this.#reader = new ObjectReader(path);
    this.#writer = new RefWriter(path);
  }

  /** Lays out what `git init --bare` makes, without the time of a child process. */
  static create(path: string, branch: string): BareRepository {
    for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
      mkdirSync(join(path, folder), { recursive: true });
    }
    writeFileSync(join(path, 'HEAD'), `ref: refs/heads/${branch}\n`);
    writeFileSync(
      join(path, 'config'),
      '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
    );
    return new BareRepository(path);
  }

  /** stdout of git; throws with git's own words. */
  run(args: readonly string[], input?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.path, env: ENVIRONMENT, maxBuffer: 1 << 28 };
      const child = execFile('git', args, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`git ${args[0]}: ${stderr.trim() || error.message}`, { cause: error }));
      });
      child.stdin?.on('error', () => undefined).end(input);
    });
  }

  read(spec: string): Promise<GitObject | null> {
    return this.#reader.read(spec);
  }

  /** Writes a loose object; the same bytes twice are one object. */
  write(type: ObjectType, body: Buffer): string {
    const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const sha = createHash('sha1').update(bytes).digest('hex');
    const folder = join(this.path, 'objects', sha.slice(0, 2));
    const file = join(folder, sha.slice(2));
    if (existsSync(file)) return sha;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, deflateSync(bytes, { level: 1 }));
    renameSync(`${file}.new`, file);
    return sha;
  }

  /** All refs whose names start so. */
  async refs(prefix = 'refs/'): Promise<Ref[]> {
    const names = listRefs(this.path).filter((name) => name.startsWith(prefix));
    const found = await Promise.all(names.map((name) => this.ref(name)));
    return found.filter((ref) => ref !== null);
  }

  async ref(name: string): Promise<Ref | null> {
    if (!isRefName(name)) return null;
    const object = await this.read(name);
    return object === null ? null : { ref: name, sha: object.sha, type: object.type };
  }

  /** The commit that a branch, tag or hash means, or null. */
  async commitOf(name: string): Promise<string | null> {
    if (!isRefName(`refs/heads/${name}`)) return null;
    const sha = /^[0-9a-f]{40}$/.test(name) ? [name] : [];
    const candidates = [
      ...sha,
      ...(name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`]),
    ];
    for (const candidate of candidates) {
      const object = await this.read(`${candidate}^{commit}`);
      if (object !== null) return object.sha;
    }
    return null;
  }

  /** False when the ref exists. */
  async createRef(ref: string, sha: string): Promise<boolean> {
    return (await this.ref(ref)) === null && this.#try(`create ${ref} ${sha}`);
  }

  /** False when the ref is no longer at `old`. */
  async moveRef(ref: string, sha: string, old: string): Promise<boolean> {
    return this.#try(`update ${ref} ${sha} ${old}`);
  }

  /** The first commit of a repository that nobody else knows yet. */
  writeFirstRef(ref: string, sha: string): void {
    writeFileSync(join(this.path, ref), `${sha}\n`);
  }

  /** Wherever they were. */
  async setRefs(...refs: readonly (readonly [ref: string, sha: string])[]): Promise<void> {
    await this.#writer.write(...refs.map(([ref, sha]) => `update ${ref} ${sha}`));
  }

  async deleteRef(ref: string): Promise<boolean> {
    if ((await this.ref(ref)) === null) return false;
    await this.#writer.write(`delete ${ref}`);
    return true;
  }

  /** GitHub writes nothing over HTTP into a repository without a branch. */
  isEmpty(): boolean {
    return !listRefs(this.path).some((ref) => ref.startsWith('refs/heads/'));
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    if (ancestor === descendant || ancestor === ZERO) return true;
    const out = await this.run(['rev-list', '--count', ancestor, `^${descendant}`]);
    return out.trim() === '0';
  }

  close(): void {
    this.#reader.close();
    this.#writer.close();
  }

  async #try(command: string): Promise<boolean> {
    try {
      await this.#writer.write(command);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes('cannot lock ref')) return false;
      throw error;
    }
  }
}

/** Nothing that `git rev-parse` would take for more than a name. */
function isRefName(name: string): boolean {
  return /^refs\/[^\s~^:?*[\\]+$/.test(name) && !name.includes('..') && !name.includes('@{');
}
