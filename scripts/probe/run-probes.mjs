import { NotTried } from './ground.mjs';

/**
 * Runs probes one after the other and removes what each of them made. A row: `{assumption, expected, seen, verdict}`, the verdict
 * `ok`, `differs` or `not tried`.
 */
export async function runProbes(probes, ground) {
  const rows = [];
  for (const { assumption, expected, look } of probes) {
    const row = await tried(expected, () => look(ground));
    const left = await ground.tidy();
    if (left.length > 0)
      Object.assign(row, { verdict: 'differs', seen: `${row.seen}; left behind: ${left.join(', ')}` });
    rows.push({ assumption, expected, ...row });
  }
  return rows;
}

async function tried(expected, look) {
  try {
    const seen = await look();
    return { seen, verdict: seen === expected ? 'ok' : 'differs' };
  } catch (error) {
    return { seen: error.message, verdict: error instanceof NotTried ? 'not tried' : 'differs' };
  }
}

/** A table in Markdown. */
export function tableOf(title, rows) {
  const cell = (text) => String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 300);
  const count = (verdict) => rows.filter((row) => row.verdict === verdict).length;
  const marks = { ok: '✅ ok', differs: '❌ differs', 'not tried': '➖ not tried' };
  return [
    `### ${title}: ${count('ok')} ok, ${count('differs')} differ, ${count('not tried')} not tried`,
    '',
    '| assumption | expected | seen | |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ assumption, expected, seen, verdict }) =>
        `| ${cell(assumption)} | ${cell(expected)} | ${cell(seen)} | ${marks[verdict]} |`,
    ),
    '',
  ].join('\n');
}
