import { cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { withFilesOf } from '../../adapters/git/base-files.ts';
import { resolveCommit } from '../../adapters/git/repository.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { Verdict } from '../../records/common.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { recordHeader } from '../../records/header.ts';
import { type JudgeRecord, judgeRecordSchema } from '../../records/judge.ts';
import { modelFolder, recordPath, writeRecord } from '../../records/store.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { type ChangedJudge, changedJudge } from './changed-judge.ts';

export interface JudgePorts {
  /** The stages, in a context whose records go to a folder of their own. */
  readonly validate: (context: StageContext) => Promise<ValidateRecord>;
  readonly evaluate: (context: StageContext) => Promise<EvaluateRecord>;
  /** Login of somebody with write access, not the author, who approved the commit under review; null for nobody. */
  readonly approval: () => Promise<string | null>;
}

/**
 * Compares how this change is judged with how its base judges, and where that differs gives the base's verdict on the same
 * candidate. Throws `unreadable` when the base is not in this clone: a loosened rule must not pass for want of history.
 */
export async function judgeStage(
  context: StageContext,
  ports: JudgePorts,
  base: string,
): Promise<JudgeRecord> {
  const startedMs = context.clock.monotonicMs();
  const commit = await baseCommit(context, base);
  const changed = await changedJudge(context, commit);
  const isJudgedAnew = changed.isKnown && changed.changes.some(({ kind }) => kind !== 'workflow');
  const under = isJudgedAnew ? await verdictUnderBase(context, ports, commit) : null;
  const needsApproval = under !== null && under.verdict !== 'pass';
  const record: JudgeRecord = {
    schema: 'modelyard/judge/1',
    verdict: under?.verdict ?? 'pass',
    ...recordHeader(context, { startedMs, revision: await readRevision(context), read: [], written: [] }),
    base: commit,
    changes: [...changed.changes],
    reason: under?.reason ?? unjudged(changed),
    approvedBy: needsApproval ? await ports.approval() : null,
  };
  const path = recordPath(context.project.directory, context.model.name, 'judge');
  await writeRecord(path, judgeRecordSchema, record);
  return record;
}

/** What the judge's change does to the verdict of the whole: an approved one nothing. */
export function judgeVerdict(judge: JudgeRecord | null): Verdict {
  return judge === null || judge.approvedBy !== null ? 'pass' : judge.verdict;
}

function unjudged({ isKnown }: ChangedJudge): string | null {
  return isKnown ? null : 'the base does not know this model, so there are no other rules';
}

async function baseCommit({ project }: StageContext, base: string): Promise<string> {
  const commit = await resolveCommit(project.repository, base);
  if (commit !== null) return commit;
  throw new ModelyardError(
    'unreadable',
    `the base ${base} is not in this clone, so its rules cannot be read`,
    {
      hint: 'Fetch it: with actions/checkout set fetch-depth: 0.',
    },
  );
}

interface UnderBase {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** What cannot be judged by the old rules is never a pass by them. */
async function verdictUnderBase(context: StageContext, ports: JudgePorts, base: string): Promise<UnderBase> {
  try {
    return await withFilesOf(context.project.repository, base, async (folder) => {
      const model = await baseModel(context, folder);
      return judgeBy(await scratchContext(context, folder, model), ports);
    });
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code === 'interrupted') throw error;
    return { verdict: 'inconclusive', reason: `it cannot be judged by them: ${messageOf(error)}` };
  }
}

/** The model as the base has it, with the paths of the base's files. */
async function baseModel({ project, model }: StageContext, folder: string): Promise<ModelConfig> {
  const file = join(folder, relative(project.repository, project.file));
  const config = await loadConfig({ cwd: folder, file, repositoryTop: async () => folder });
  const found = config.models.find(({ name }) => name === model.name);
  if (found === undefined) throw new ModelyardError('config', `the base has no model ${model.name}`);
  return found;
}

/**
 * The candidate of this checkout under the rules of the base: gates, slices, baseline, contract and evaluation data are the
 * base's; training data, what was asked in operation and the model are today's. Records go beside the base's files and vanish with them.
 */
async function scratchContext(
  context: StageContext,
  folder: string,
  base: ModelConfig,
): Promise<StageContext> {
  const { project, model } = context;
  const directory = dirname(join(folder, relative(project.repository, project.file)));
  const own = modelFolder(directory, model.name);
  await mkdir(own, { recursive: true });
  const real = modelFolder(project.directory, model.name);
  await cp(join(real, 'train.json'), join(own, 'train.json'));
  await symlink(join(real, 'candidates'), join(own, 'candidates'));
  const { evaluate, gates, baseline, task, drift } = base;
  const { train, features, serving } = model.data;
  const data = { ...base.data, train, features, serving };
  return {
    ...context,
    project: { ...project, directory },
    model: { ...model, task, data, evaluate, gates, baseline, drift },
    reporter: { ...context.reporter, step: () => undefined, note: () => undefined },
  };
}

async function judgeBy(context: StageContext, { validate, evaluate }: JudgePorts): Promise<UnderBase> {
  const data = await validate(context);
  if (data.verdict !== 'pass') {
    const broken = data.datasets
      .flatMap(({ checks }) => checks)
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
    return {
      verdict: data.verdict,
      reason: `its data checks fail: ${broken
        .map(({ id }) => id)
        .slice(0, 5)
        .join(', ')}`,
    };
  }
  const { verdict, gates } = await evaluate(context);
  const deciding = gates.filter((gate) => gate.verdict === verdict && gate.severity === 'block');
  return {
    verdict,
    reason: verdict === 'pass' ? 'every gate passes' : (deciding[0]?.reason ?? 'a slice is harmed'),
  };
}
