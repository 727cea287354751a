import { hashBytes } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { evaluationSets } from '../../config/evaluation-sets.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { FileEntry, Verdict } from '../../records/common.ts';
import type { Comparison } from '../../records/comparison.ts';
import { recordHeader } from '../../records/header.ts';
import { modelFolder, recordPath, recordText, writeRecord } from '../../records/store.ts';
import { type DatasetResult, type ValidateRecord, validateRecordSchema } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { readContract } from '../contract/read-contract.ts';
import { whileUnchanged } from '../data-source.ts';
import { displayPath } from '../paths.ts';
import { readRevision } from '../revision.ts';
import { askedOnce, type BasePorts } from './base-data.ts';
import { type OpenedDataset, openDataset } from './check-dataset.ts';
import { type CheckParts, WHOLE } from './check-parts.ts';
import { openServing } from './comparisons.ts';
import { examine } from './examine.ts';
import { openTables } from './reference-tables.ts';

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
