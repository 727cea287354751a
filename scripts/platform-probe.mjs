// Holds what Modelyard takes for granted of GitHub against the real one, assumption by assumption, and removes what it made.
// Started by .github/workflows/platform-probe.yml: node scripts/platform-probe.mjs writer | reader | environment
import { appendFileSync } from 'node:fs';
import { COMMENT_PROBES } from './probe/comments.mjs';
import { DEPLOYMENT_PROBES } from './probe/deployments.mjs';
import { createGround } from './probe/ground.mjs';
import { LOG_PROBES } from './probe/log-branch.mjs';
import { ENVIRONMENT_PROBES, READER_PROBES, TIDY_PROBES } from './probe/other-jobs.mjs';
import { RELEASE_PROBES } from './probe/releases.mjs';
import { runProbes, tableOf } from './probe/run-probes.mjs';
import { RUN_PROBES } from './probe/runs.mjs';
import { TAG_PROBES } from './probe/tags.mjs';

const GROUPS = {
  writer: [
    ['Tags', TAG_PROBES],
    ['Releases', RELEASE_PROBES],
    ['The log', LOG_PROBES],
    ['Comments', COMMENT_PROBES],
    ['Deployments', DEPLOYMENT_PROBES],
    ['Runs and artifacts', RUN_PROBES],
    ['Tidiness', TIDY_PROBES],
  ],
  reader: [['Without rights', READER_PROBES]],
  environment: [['Environments', ENVIRONMENT_PROBES]],
};

const groups = GROUPS[process.argv[2]];
if (groups === undefined)
  throw new Error(`usage: node scripts/platform-probe.mjs ${Object.keys(GROUPS).join(' | ')}`);
const ground = createGround(process.env);
for (const [title, probes] of groups) {
  const rows = await runProbes(probes, ground);
  const table = tableOf(title, rows);
  console.log(table);
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${table}\n`);
  for (const { assumption, seen } of rows.filter(({ verdict }) => verdict === 'differs')) {
    console.log(`::error title=differs::${assumption} Seen: ${seen.replace(/\s+/g, ' ')}`);
    process.exitCode = 1;
  }
}
