import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_OURS = new Set(['node_modules', '.git', 'dist', 'coverage', '.modelyard']);

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join(PROJECT, 'test') ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Code is not read for links: an example may show one that leads nowhere. */
function withoutCode(text: string): string {
  return text.replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2`*$/gm, '').replace(/`[^`\n]*`/g, '');
}

function linksIn(text: string): string[] {
  const plain = withoutCode(text);
  const inline = [...plain.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const html = [...plain.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  const named = [...plain.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  return [...inline, ...html, ...named].map((match) => match[1] ?? '');
}

/** The anchor that a forge gives a heading: lower case, punctuation gone, spaces as hyphens, numbered when repeated. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  for (const [, heading = ''] of text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.*)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

function brokenLinks(file: string): string[] {
  return linksIn(readFileSync(file, 'utf8')).filter((link) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return false;
    const [path = '', anchor] = decodeURIComponent(link).split('#');
    const target = path === '' ? file : resolve(dirname(file), path);
    if (relative(PROJECT, target).startsWith('..') || !existsSync(target)) return true;
    if (anchor === undefined || anchor === '' || statSync(target).isDirectory()) return false;
    return target.endsWith('.md') && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
  });
}

describe('links in Markdown', () => {
  const files = markdownFiles(PROJECT);

  it('are looked for in the documents that people start from', () => {
    const names = files.map((file) => relative(PROJECT, file));
    expect(names).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', join('docs', 'gates.md')]));
    expect(linksIn(readFileSync(join(PROJECT, 'README.md'), 'utf8'))).toContain(
      'docs/images/report-dark.png',
    );
  });

  it.each(files.map((file) => [relative(PROJECT, file), file]))('of %s lead to what is there', (_, file) => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it.each([
    ['[a](missing.md)', ['missing.md']],
    ['<img src="docs/nothing.png">', ['docs/nothing.png']],
    ['[a](README.md "title") [b](<docs/gates.md>)', ['README.md', 'docs/gates.md']],
    ['`[a](b.md)`\n```\n[c](d.md)\n```\n[e](f.md)', ['f.md']],
    ['[r]: other.md', ['other.md']],
  ])('are found in %j', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it('may name a heading', () => {
    expect([...anchorsOf('# A `b` c\n## Same\n## Same\n### What, then?\n')]).toEqual([
      'a-b-c',
      'same',
      'same-1',
      'what-then',
    ]);
  });
});
