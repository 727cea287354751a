import { hashBytes } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { evaluationSets } from '../../config/evaluation-sets.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { isClassified, withUniqueIds } from '../../domain/contract/plan-checks.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { FileEntry, Verdict } from '../../records/common.ts';
import type { Comparison } from '../../records/comparison.ts';
import { recordHeader } from '../../records/header.ts';
import { modelFolder, recordPath, recordText, writeRecord } from '../../records/store.ts';
import {
  type CheckResult,
  type DatasetResult,
  type ValidateRecord,
  validateRecordSchema,
} from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { readContract } from '../contract/read-contract.ts';
import { whileUnchanged } from '../data-source.ts';
import { displayPath } from '../paths.ts';
import { readRevision } from '../revision.ts';
import { askedOnce, type BasePorts } from './base-data.ts';
import {
  type CheckRequest,
  checkDataset,
  type OpenedDataset,
  openDataset,
  settledResult,
  shownExamples,
} from './check-dataset.ts';
import { type CheckParts, WHOLE } from './check-parts.ts';
import { compareWithBase } from './compare-with-base.ts';
import { compareToTraining, openServing } from './comparisons.ts';
import { contractPatch } from './contract-patch.ts';
import { type DataChecks, dataChecks } from './data-checks/data-checks.ts';
import { profileDataset } from './profile-dataset.ts';

import { checkTables, type OpenedTable, openTables, sourcesOf } from './reference-tables.ts';
import { assertConfiguredColumns, overlapChecks, roleChecks } from './role-checks.ts';

export interface ValidateRequest {
  readonly engine: DataEngine;
  /** Finds what the training data of the base were; without it they are not compared with it. */
  readonly base?: Omit<BasePorts, 'engine'>;
  /** Only these parts; without it all of them. */
  readonly parts?: CheckParts;
}

/**
 * Checks training and evaluation data, writes the validation record and the profile of the training data. Of some parts
 * only, the record is another one, `validate.partial.json`, and there is no profile: no later stage takes it for the whole.
 */
export async function validateStage(
  context: StageContext,
  { engine, parts = WHOLE, base }: ValidateRequest,
): Promise<ValidateRecord> {
  const startedMs = context.clock.monotonicMs();
  const ports = base === undefined ? null : { engine, ...base, findRelease: askedOnce(base.findRelease) };
  const { data, name } = context.model;
  const { contract, short = null, file } = await readContract(context);
  const train = await openDataset(context, engine, { role: 'train', paths: data.train, contract });
  const evaluations = await openEvaluations(context, engine, contract);
  const tables = await openTables(context, engine, parts.contract ? contract : null);
  const serving = parts.drift ? await openServing(context, engine, contract) : null;
  const opened = { train, evaluations, serving, tables };
  const watched = [
    train,
    ...evaluations,
    ...(serving === null ? [] : [serving]),
    ...tables.map(({ dataset }) => dataset),
  ];
  const { checked, comparisons, patch, profile } = await whileUnchanged(watched, () =>
    examine(context, { engine, parts, base: ports }, { ...opened, contract, short }),
  );
  const written = parts.isWhole && profile !== null ? await writeProfile(context, profile) : null;
  const read = [...watched.flatMap(({ files }) => files), ...(file === null ? [] : [file])];
  const record: ValidateRecord = {
    schema: 'modelyard/validate/1',
    verdict: graverVerdict(overallVerdict(checked), comparisonsVerdict(comparisons)),
    ...recordHeader(context, {
      startedMs,
      revision: await readRevision(context),
      read,
      written: written === null ? [] : [written],
    }),
    contract: file,
    datasets: checked,
    comparisons,
    contractPatch: patch,
    profile: written,
  };
  const stage = parts.isWhole ? 'validate' : 'validate.partial';
  await writeRecord(recordPath(context.project.directory, name, stage), validateRecordSchema, record);
  return record;
}

interface Opened {
  readonly train: OpenedDataset;
  readonly evaluations: readonly [OpenedDataset, ...OpenedDataset[]];
  readonly serving: OpenedDataset | null;
  readonly tables: readonly OpenedTable[];
  readonly contract: Contract | null;
  /** What a short form stands for; null where the contract is kept in the standard's form. */
  readonly short: unknown;
}

interface Examination {
  readonly engine: DataEngine;
  readonly parts: CheckParts;
  readonly base: BasePorts | null;
}

/** Everything that is read of the rows. */
async function examine(
  context: StageContext,
  { engine, parts, base }: Examination,
  { train, evaluations, serving, tables, contract, short }: Opened,
) {
  const { data } = context.model;
  const [evaluation] = evaluations;
  const datasets = [];
  for (const dataset of [train, ...evaluations])
    datasets.push(await checkOne(context, engine, { dataset, contract, tables, parts }));
  const compared = parts.overlap
    ? await addOverlap(context, engine, { train, evaluations, datasets, contract })
    : datasets;
  const settings = parts.learning(data.checks);
  const learning = await dataChecks(context, engine, { train, evaluations, contract, settings, base });
  const checked = [
    ...compared.map((dataset, index) => withChecks(dataset, learning, index)),
    ...(await checkTables(context, engine, tables)),
  ];
  const profile = parts.drift
    ? await profileDataset(context, engine, { dataset: train, contract, reference: null })
    : null;
  const comparisons =
    profile === null
      ? []
      : [
          ...(await compareWithBase(context, base, { dataset: train, contract, profile })),
          ...(await compareToTraining(context, engine, { profile, evaluation, serving, contract })),
        ];
  const patch =
    contract === null || !parts.contract
      ? null
      : await contractPatch(context, engine, {
          contract,
          short,
          datasets: [train, ...evaluations],
          results: datasets,
        });
  return { checked, comparisons, patch, profile };
}

async function openEvaluations(
  context: StageContext,
  engine: DataEngine,
  contract: Contract | null,
): Promise<readonly [OpenedDataset, ...OpenedDataset[]]> {
  const sets = evaluationSets(context.model.data);
  const opened: OpenedDataset[] = [];
  for (const { name, paths } of sets) {
    const named = sets.length === 1 ? {} : { name };
    opened.push(await openDataset(context, engine, { role: 'evaluation', ...named, paths, contract }));
  }
  const [first, ...others] = opened;
  if (first === undefined) throw new ModelyardError('internal', 'there are no evaluation data');
  return [first, ...others];
}

/** The training data come first, the evaluation data after them. */
function withChecks(dataset: DatasetResult, learning: DataChecks, index: number): DatasetResult {
  const own = index === 0 ? learning.train : (learning.evaluations[index - 1] ?? []);
  return { ...dataset, checks: withUniqueIds([...dataset.checks, ...own]) };
}

/** A broken check of severity error fails; so does one that could not run. */
export function overallVerdict(datasets: readonly DatasetResult[]): Verdict {
  const checks = datasets.flatMap((dataset) => dataset.checks);
  return checks.some((check) => check.verdict === 'fail' || check.verdict === 'error') ? 'fail' : 'pass';
}

/** Only a comparison that blocks decides; one that could not be made fails, one of too few rows is inconclusive. */
function comparisonsVerdict(comparisons: readonly Comparison[]): Verdict {
  const blocking = comparisons.filter(({ severity }) => severity === 'error');
  if (blocking.some(({ verdict }) => verdict === 'fail' || verdict === 'error')) return 'fail';
  return blocking.some(({ verdict }) => verdict === 'insufficient') ? 'inconclusive' : 'pass';
}

async function checkOne(
  context: StageContext,
  engine: DataEngine,
  {
    dataset,
    contract,
    tables,
    parts,
  }: {
    readonly dataset: OpenedDataset;
    readonly contract: Contract | null;
    readonly tables: readonly OpenedTable[];
    readonly parts: CheckParts;
  },
): Promise<DatasetResult> {
  assertConfiguredColumns(context.model.data, dataset);
  const request: CheckRequest = {
    contract: parts.contract ? contract : null,
    roleChecks: parts.roles ? roleChecks(context.model, dataset, contract) : [],
    optional: [],
    environment: dataset.role === 'train' ? 'training' : 'evaluation',
    withoutRows: parts.contract ? (contract?.withoutRows ?? []) : [],
    tables: sourcesOf(tables),
  };
  return checkDataset(context, engine, { dataset, request });
}

interface Datasets {
  readonly train: OpenedDataset;
  readonly evaluations: readonly OpenedDataset[];
  readonly datasets: readonly DatasetResult[];
  readonly contract: Contract | null;
}

/** Checks between the datasets stand with the evaluation data. */
async function addOverlap(
  context: StageContext,
  engine: DataEngine,
  { train, evaluations, datasets, contract }: Datasets,
): Promise<DatasetResult[]> {
  const [trained, ...judged] = datasets;
  if (trained === undefined) return [];
  const compared: DatasetResult[] = [trained];
  for (const [index, dataset] of judged.entries()) {
    const evaluation = evaluations[index];
    if (evaluation === undefined) continue;
    compared.push(await withOverlap(context, engine, { train, evaluation, dataset, contract }));
  }
  return compared;
}

async function withOverlap(
  context: StageContext,
  engine: DataEngine,
  {
    train,
    evaluation,
    dataset,
    contract,
  }: Omit<Datasets, 'evaluations' | 'datasets'> & {
    readonly evaluation: OpenedDataset;
    readonly dataset: DatasetResult;
  },
): Promise<DatasetResult> {
  const label = `look for rows of ${evaluation.name ?? evaluation.role} in train`;
  context.reporter.progress({ label, done: 0, total: null, unit: 'rows' });
  const found = await overlapChecks(context.model.data, engine, [train, evaluation]);
  const results = found.map(({ check, examples }): CheckResult => {
    const classified = check.column !== null && isClassified(contract, [check.column]);
    const result = settledResult(check, check.outcome);
    return { ...result, examples: shownExamples(context, examples, classified) };
  });
  return { ...dataset, checks: withUniqueIds([...dataset.checks, ...results]) };
}

async function writeProfile(context: StageContext, profile: Profile): Promise<FileEntry> {
  const path = `${modelFolder(context.project.directory, context.model.name)}/profile.json`;
  const text = recordText(profile);
  await writeFileAtomic(path, text);
  return {
    path: displayPath(context.project, path),
    sha256: hashBytes(text),
    bytes: Buffer.byteLength(text),
  };
}
