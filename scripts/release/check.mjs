// Says whether this commit can be released, and leaves what the release needs: its notes in the file that is named, its version
// as an output of the step. Usage: node scripts/release/check.mjs <file for the notes>; VERSION by hand, else from the tag.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { changelogSection } from './changelog.mjs';
import { versionProblems } from './version.mjs';

const { GITHUB_REF = '', DEFAULT_BRANCH = 'main', GITHUB_OUTPUT } = process.env;
const version = (process.env.VERSION || GITHUB_REF.replace(/^refs\/tags\//, '')).replace(/^v/, '');
const [, , notes] = process.argv;

const problems = versionProblems({
  version,
  ref: GITHUB_REF,
  defaultBranch: DEFAULT_BRANCH,
  manifest: readJson('package.json'),
  lock: readJson('package-lock.json'),
});
if (!isOnBranch()) problems.push(`this commit is not on ${DEFAULT_BRANCH}: only what was merged is released`);
try {
  writeFileSync(notes, changelogSection(readFileSync('CHANGELOG.md', 'utf8'), version));
} catch (error) {
  problems.push(error.message);
}
for (const problem of problems) console.log(`::error title=release::${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
if (problems.length === 0) {
  setOutput('version', version);
  console.log(`${version} can be released`);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function isOnBranch() {
  try {
    execFileSync('git', ['merge-base', '--is-ancestor', 'HEAD', `origin/${DEFAULT_BRANCH}`], {
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

function setOutput(name, value) {
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, `${name}=${value}\n`);
}
