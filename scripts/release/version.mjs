/** Numbers as semver.org has them; build metadata would be lost in a tag. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?$/;

/** `{major, numbers, isPrerelease}`; null for a text that is no version. */
export function parseVersion(text) {
  const match = VERSION.exec(text);
  if (match === null) return null;
  const numbers = match.slice(1, 4).map(Number);
  return { major: numbers[0], numbers, isPrerelease: text.includes('-') };
}

/** Whether one finished version comes before another. */
export function isBefore({ numbers: a }, { numbers: b }) {
  const first = a.findIndex((each, index) => each !== b[index]);
  return first !== -1 && a[first] < b[first];
}

/**
 * Why this commit cannot be released as a version; an empty list when it can. `ref`: what the workflow runs on, a tag or the
 * default branch. `lock`: package-lock.json.
 */
export function versionProblems({ version, ref, defaultBranch, manifest, lock }) {
  const problems = [];
  if (parseVersion(version) === null) problems.push(`${JSON.stringify(version)} is no version such as 1.2.3`);
  if (ref !== `refs/tags/v${version}` && ref !== `refs/heads/${defaultBranch}`)
    problems.push(
      `the workflow runs on ${ref}; it releases the tag v${version} or the branch ${defaultBranch}`,
    );
  if (manifest.version !== version)
    problems.push(`package.json says ${manifest.version}, and ${version} is to be released`);
  for (const found of new Set([lock.version, lock.packages?.['']?.version]))
    if (found !== manifest.version)
      problems.push(
        `package-lock.json says ${found}, package.json ${manifest.version}: run npm install --package-lock-only`,
      );
  return problems;
}
