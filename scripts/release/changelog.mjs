/**
 * Text of one version's section of a changelog in the form of Keep a Changelog: `## 1.2.3 - 2026-01-31`. Throws when it is
 * missing, undated or empty: a version without it is not ready.
 */
export function changelogSection(changelog, version) {
  const headings = [...changelog.matchAll(/^## \[?([^\]\s]+)\]?(?: - (\S+))?[ \t]*$/gm)];
  const index = headings.findIndex(([, name]) => name === version);
  const found = headings[index];
  if (found === undefined)
    throw new Error(`CHANGELOG.md has no section "## ${version} - <date>": rename "## Unreleased" to it`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(found[2] ?? ''))
    throw new Error(`CHANGELOG.md: the section ${version} needs its date, "## ${version} - 2026-01-31"`);
  const text = changelog.slice(found.index + found[0].length, headings[index + 1]?.index).trim();
  if (!/^[-*] /m.test(text)) throw new Error(`CHANGELOG.md: the section ${version} says nothing`);
  return `${text}\n`;
}
