/** What git writes between an object's header and its end. */

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601; the offset is kept. */
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface Tag {
  readonly object: string;
  readonly type: string;
  readonly tag: string;
  readonly tagger: Person;
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

export function formatCommit({ tree, parents, author, committer, message }: Commit): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(author)}`,
    `committer ${formatPerson(committer)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${message}`);
}

export function parseCommit(body: Buffer): Commit {
  const { headers, message } = split(body);
  return {
    tree: headers.find(([key]) => key === 'tree')?.[1] ?? '',
    parents: headers.filter(([key]) => key === 'parent').map(([, value]) => value),
    author: parsePerson(headers, 'author'),
    committer: parsePerson(headers, 'committer'),
    message,
  };
}

export function formatTag({ object, type, tag, tagger, message }: Tag): Buffer {
  return Buffer.from(
    `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${formatPerson(tagger)}\n\n${message}`,
  );
}

export function parseTag(body: Buffer): Tag {
  const { headers, message } = split(body);
  const value = (key: string) => headers.find(([name]) => name === key)?.[1] ?? '';
  return {
    object: value('object'),
    type: value('type'),
    tag: value('tag'),
    tagger: parsePerson(headers, 'tagger'),
    message,
  };
}

export function formatTree(entries: readonly TreeEntry[]): Buffer {
  // git orders a folder as if its name ended with a slash.
  const key = ({ mode, name }: TreeEntry) => Buffer.from(mode === '40000' ? `${name}/` : name);
  const sorted = [...entries].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap(({ mode, name, sha }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')]),
  );
}

export function parseTree(body: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const end = body.indexOf(0, space);
    entries.push({
      mode: body.toString('latin1', at, space),
      name: body.toString('utf8', space + 1, end),
      sha: body.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

function split(body: Buffer): { headers: [string, string][]; message: string } {
  const text = body.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text
    .slice(0, end < 0 ? text.length : end)
    .split('\n')
    .map((line): [string, string] => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    });
  return { headers, message: end < 0 ? '' : text.slice(end + 2) };
}

function formatPerson({ name, email, date }: Person): string {
  const offset = /([+-]\d\d):?(\d\d)$/.exec(date);
  const seconds = Math.floor(Date.parse(date) / 1000);
  return `${name} <${email}> ${seconds} ${offset === null ? '+0000' : `${offset[1]}${offset[2]}`}`;
}

/** GitHub shows every date in UTC. */
function parsePerson(headers: readonly [string, string][], key: string): Person {
  const value = headers.find(([name]) => name === key)?.[1] ?? '';
  const found = /^(.*?) ?<(.*?)> (\d+) [+-]\d{4}$/.exec(value);
  return {
    name: found?.[1] ?? '',
    email: found?.[2] ?? '',
    date: toIso(new Date(Number(found?.[3] ?? 0) * 1000)),
  };
}

/** GitHub's timestamps have no fraction. */
export function toIso(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
