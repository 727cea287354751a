// Publishes what a folder holds as the release of this commit: tag, draft with its assets, published, then the moving major tag.
// Every step looks first at what is there: run again after any interruption it ends in the same state, or says what is different.
// Usage: VERSION=1.2.3 node scripts/release/publish.mjs <folder with NOTES.md and the assets>, in a checkout of the commit.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubApi, words } from '../github-api.mjs';
import { isBefore, parseVersion } from './version.mjs';

const NOTES = 'NOTES.md';

const { VERSION: version = '', GITHUB_STEP_SUMMARY } = process.env;
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const [, , folder = 'release'] = process.argv;
const { ask, must, find, list } = githubApi(process.env);
const parsed = parseVersion(version);
if (parsed === null) throw new Error(`VERSION is ${JSON.stringify(version)}: expected one such as 1.2.3`);
const tag = `v${version}`;

try {
  assertSums();
  await claimTag();
  const release = (await publishedRelease()) ?? (await publish(await completeDraft()));
  await assertAssets(release);
  const moved = parsed.isPrerelease ? 'none: a pre-release' : await moveMajorTag();
  tell(release, moved);
} catch (error) {
  console.log(`::error title=release::${error.message}`);
  process.exitCode = 1;
}

/** The bytes are those that the job before this one packed. */
function assertSums() {
  const sums = new Map(
    readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), `sha256:${line.slice(0, 64)}`]),
  );
  for (const { name, digest } of assets())
    if (name !== 'SHA256SUMS' && sums.get(name) !== digest)
      throw new Error(`${name} is not what SHA256SUMS says: run the whole workflow again`);
}

/** The tag is this commit's or it is not ours: a version is never released twice. */
async function claimTag() {
  const there = await taggedCommit(tag);
  if (there === null) await createTag();
  const now = there ?? (await taggedCommit(tag));
  if (now !== commit)
    throw new Error(
      `${tag} is the tag of ${now}, not of ${commit}: a version is released once, take the next one`,
    );
}

async function taggedCommit(name) {
  const ref = await find(`/git/ref/tags/${name}`);
  if (ref === null) return null;
  if (ref.object.type !== 'tag') return ref.object.sha;
  return (await must('GET', `/git/tags/${ref.object.sha}`)).object.sha;
}

/** Dated as the commit is, so that it is the same object however often it is made. */
async function createTag() {
  const { committer } = await must('GET', `/git/commits/${commit}`);
  const tagger = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
  };
  const object = await must('POST', '/git/tags', {
    body: {
      tag,
      message: `${tag}\n`,
      object: commit,
      type: 'commit',
      tagger: { ...tagger, date: committer.date },
    },
  });
  const made = await ask('POST', '/git/refs', { body: { ref: `refs/tags/${tag}`, sha: object.sha } });
  // Whoever was faster: whose commit it names is looked at next.
  if (made.status === 201 || /already exists/i.test(made.body?.message ?? '')) return;
  throw new Error(`the tag ${tag} cannot be made: ${words(made)}`);
}

async function publishedRelease() {
  return find(`/releases/tags/${tag}`);
}

/** One draft of this tag with all assets; others are removed. GitHub shows no draft by its tag. */
async function completeDraft() {
  const drafts = (await list('/releases')).filter((each) => each.draft && each.tag_name === tag);
  const [kept, ...others] = drafts.sort((a, b) => a.id - b.id);
  for (const { id } of others) await must('DELETE', `/releases/${id}`);
  const body = readFileSync(join(folder, NOTES), 'utf8');
  const wanted = { tag_name: tag, name: tag, body, draft: true, prerelease: parsed.isPrerelease };
  const draft = kept ?? (await must('POST', '/releases', { body: wanted }));
  const listed = await list(`/releases/${draft.id}/assets`);
  const wantedAssets = assets();
  for (const each of listed.filter((one) => !wantedAssets.some((asset) => isSame(one, asset))))
    await must('DELETE', `/releases/assets/${each.id}`);
  for (const asset of wantedAssets.filter((one) => !listed.some((each) => isSame(each, one))))
    await must('POST', `${draft.upload_url.replace(/\{.*$/, '')}?name=${asset.name}`, { body: asset.bytes });
  await assertAssets(draft);
  return draft;
}

function assets() {
  return readdirSync(folder)
    .filter((name) => name !== NOTES)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name, bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
    });
}

function isSame(listed, asset) {
  return listed.name === asset.name && listed.state === 'uploaded' && listed.digest === asset.digest;
}

async function assertAssets({ id }) {
  const listed = await list(`/releases/${id}/assets`);
  const wanted = assets();
  const missing = wanted.filter((asset) => !listed.some((each) => isSame(each, asset)));
  if (missing.length === 0 && listed.length === wanted.length) return;
  throw new Error(
    `the assets of ${tag} are not those of this commit: ${missing.map(({ name }) => name).join(', ') || 'there are more of them'}`,
  );
}

/** From here on nothing can be changed where releases are immutable. */
async function publish({ id }) {
  const latest = parsed.isPrerelease ? 'false' : 'legacy';
  const body = { tag_name: tag, draft: false, prerelease: parsed.isPrerelease, make_latest: latest };
  await must('PATCH', `/releases/${id}`, { body });
  return must('GET', `/releases/tags/${tag}`);
}

/** `v1` follows the newest v1.x.y. A late run of an older version leaves it where it is. */
async function moveMajorTag() {
  const major = `v${parsed.major}`;
  const versions = (await list(`/git/matching-refs/tags/${major}.`))
    .map(({ ref }) => parseVersion(ref.replace('refs/tags/v', '')))
    .filter((each) => each !== null && !each.isPrerelease);
  if (versions.some((each) => isBefore(parsed, each))) return `${major} stays: it names a newer version`;
  if ((await taggedCommit(major)) === commit) return `${major} is here`;
  const there = await find(`/git/ref/tags/${major}`);
  if (there === null) await must('POST', '/git/refs', { body: { ref: `refs/tags/${major}`, sha: commit } });
  else await must('PATCH', `/git/refs/tags/${major}`, { body: { sha: commit, force: true } });
  return `${major} moved here`;
}

function tell({ html_url: page, immutable }, moved) {
  const lines = [`[${tag}](${page}) is published from ${commit}.`, `Major tag: ${moved}.`];
  if (immutable !== true) {
    const warning =
      'The release is not immutable: turn on Settings → General → Releases → Enable release immutability.';
    console.log(`::warning title=release::${warning}`);
    lines.push(warning);
  }
  console.log(lines.join('\n'));
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${lines.join('\n\n')}\n`);
}
