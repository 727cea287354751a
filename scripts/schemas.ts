import { z } from 'zod';
import { configSchema } from '../src/config/schema/config.ts';
import { acceptRecordSchema } from '../src/records/accept.ts';
import { deployRecordSchema } from '../src/records/deploy.ts';
import { evaluateRecordSchema } from '../src/records/evaluate.ts';
import { experimentSchema } from '../src/records/experiment.ts';
import { experimentComparisonSchema } from '../src/records/experiment-comparison.ts';
import { experimentRankingSchema } from '../src/records/experiment-ranking.ts';
import { experimentsRecordSchema } from '../src/records/experiments.ts';
import { goldenSchema } from '../src/records/golden.ts';
import { initRecordSchema } from '../src/records/init.ts';
import { judgeRecordSchema } from '../src/records/judge.ts';
import { monitorRecordSchema } from '../src/records/monitor.ts';
import { profileSchema } from '../src/records/profile.ts';
import { releaseRecordSchema } from '../src/records/release.ts';
import { reportRecordSchema } from '../src/records/report.ts';
import { reproduceRecordSchema } from '../src/records/reproduce.ts';
import { runRecordSchema } from '../src/records/run.ts';
import { trainRecordSchema } from '../src/records/train.ts';
import { validateRecordSchema } from '../src/records/validate.ts';
import { shortSchema } from '../src/stages/contract/short-schema.ts';

interface Published {
  readonly title: string;
  readonly schema: z.ZodType;
}

/** What is published under `schemas/<name>.schema.json`. */
const PUBLISHED: Readonly<Record<string, Published>> = {
  init: { title: 'Modelyard record of what init wrote', schema: initRecordSchema },
  modelyard: { title: 'modelyard.yml', schema: configSchema },
  contract: { title: 'Short form of a data contract', schema: shortSchema },
  validate: { title: 'Modelyard validation record', schema: validateRecordSchema },
  profile: { title: 'Modelyard profile of a dataset', schema: profileSchema },
  train: { title: 'Modelyard training record', schema: trainRecordSchema },
  evaluate: { title: 'Modelyard evaluation record', schema: evaluateRecordSchema },
  judge: { title: 'Modelyard record of what changed in the judge', schema: judgeRecordSchema },
  reproduce: { title: 'Modelyard record of training twice', schema: reproduceRecordSchema },
  golden: { title: 'Modelyard golden rows of a release', schema: goldenSchema },
  report: { title: 'Modelyard report record', schema: reportRecordSchema },
  run: { title: 'Modelyard run record', schema: runRecordSchema },
  accept: { title: 'Modelyard record of an accepted candidate', schema: acceptRecordSchema },
  release: { title: 'Modelyard release record', schema: releaseRecordSchema },
  deploy: { title: 'Modelyard deployment record', schema: deployRecordSchema },
  experiment: { title: 'Modelyard record of an experiment', schema: experimentSchema },
  experiments: { title: 'Modelyard list of experiments', schema: experimentsRecordSchema },
  'experiment-comparison': {
    title: 'Modelyard comparison of two experiments or states',
    schema: experimentComparisonSchema,
  },
  'experiment-ranking': {
    title: 'Modelyard ranking of experiments',
    schema: experimentRankingSchema,
  },
  monitor: { title: 'Modelyard monitoring record', schema: monitorRecordSchema },
};

/** File names and texts. Draft 7: what editors know for YAML. Keys with a default may be left out. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const files = Object.entries(PUBLISHED).map(([name, { title, schema }]) => {
    const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
    return [`${name}.schema.json`, `${JSON.stringify({ $schema, title, ...body }, null, 2)}\n`] as const;
  });
  return new Map(files);
}
