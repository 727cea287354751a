// Packs the committed files that a job gets, and nothing else: packed again it is the same file.
// Usage: VERSION=1.2.3 node scripts/release/pack.mjs <folder>
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { VERSION: version = '' } = process.env;
const [, , folder = 'release'] = process.argv;
const FILES = 'action.yml actions dist runtime schemas package.json README.md CHANGELOG.md LICENSE'.split(
  ' ',
);

const name = `modelyard-${version}.tar`;
const file = join(folder, name);
const prefix = `--prefix=modelyard-${version}/`;
execFileSync('git', ['archive', '--format=tar', prefix, `--output=${file}`, 'HEAD', '--', ...FILES]);
const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
writeFileSync(join(folder, 'SHA256SUMS'), `${digest}  ${name}\n`);
console.log(`${digest}  ${name}`);
