import type { DataPaths } from '../../config/resolved.ts';
import { absentIn } from '../../domain/contract/declared-columns.ts';
import { compareProfiles } from '../../domain/drift/compare-profiles.ts';
import { driftSettings } from '../../domain/drift/contract-settings.ts';
import type { DriftSettings } from '../../domain/drift/drift-settings.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { EventLog } from '../../ports/forge.ts';
import { recordHeader } from '../../records/header.ts';
import { type MonitorRecord, monitorRecordSchema } from '../../records/monitor.ts';
import type { Signal } from '../../records/signal.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import { type DatasetResult, isTold } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import type { ContractFile } from '../contract/read-contract.ts';
import { whileUnchanged } from '../data-source.ts';
import { readRevision } from '../revision.ts';
import { checkDataset, openDataset } from '../validate/check-dataset.ts';
import { profileDataset } from '../validate/profile-dataset.ts';
import { openTables, sourcesOf } from '../validate/reference-tables.ts';
import { withPictures } from '../with-pictures.ts';

type Reference = { readonly tag: string; readonly profile: Profile } & ContractFile;

export interface MonitorRequest {
  readonly engine: DataEngine;
  readonly log: EventLog;
  /** The released profile and contract that the new data are held against. */
  readonly reference: Reference;
  /** Data named on the command line; null: `monitor.data`. */
  readonly data: DataPaths | null;
}

/** Holds new data against a release: the contract's checks, and drift of every column. Appends the record to the log. */
export async function monitorStage(context: StageContext, request: MonitorRequest): Promise<MonitorRecord> {
  const startedMs = context.clock.monotonicMs();
  const { engine, reference } = request;
  const { targets } = context.model.data;
  const paths = request.data ?? context.model.monitor?.data ?? noData(context);
  const dataset = await openDataset(context, engine, {
    role: 'monitor',
    paths,
    contract: reference.contract,
  });
  const names = dataset.columns.map(({ name }) => name);
  assertGroup(context, reference, names);
  const tables = await openTables(context, engine, reference.contract);
  const watched = [dataset, ...tables.map((table) => table.dataset)];
  const { checked, profile } = await whileUnchanged(watched, async () => ({
    checked: await checkDataset(context, engine, {
      dataset,
      request: {
        contract: reference.contract,
        roleChecks: [],
        optional: targets,
        environment: 'serving',
        tables: sourcesOf(tables),
      },
    }),
    profile: await profileDataset(context, engine, {
      dataset,
      contract: reference.contract,
      reference: reference.profile,
    }),
  }));
  const settings = driftSettings(context.model.drift.settings, reference.contract, 'skew');
  const found = compareProfiles(reference.profile, profile, {
    settings,
    optional: [...targets, ...absentIn(reference.contract, 'serving')],
  });
  const drift = withPictures(context, found, [reference.profile, profile]);
  const signals = [...drift, ...checkSignals(checked, hasTooFew(profile, settings))];
  const read = [...dataset.files, ...(reference.file === null ? [] : [reference.file])];
  const record: MonitorRecord = {
    schema: 'modelyard/monitor/1',
    verdict: monitorVerdict(signals),
    ...recordHeader(context, {
      startedMs,
      revision: await readRevision(context),
      read,
      written: [],
    }),
    reference: reference.tag,
    rows: checked.rows,
    groups: profile.groups,
    signals,
    datasets: [checked],
  };
  await writeRecord(
    recordPath(context.project.directory, context.model.name, 'monitor'),
    monitorRecordSchema,
    record,
  );
  await request.log.append({
    kind: 'monitor',
    at: record.at,
    model: context.model.name,
    body: summaryOf(record),
  });
  return record;
}

function noData({ model }: StageContext): never {
  throw new ModelyardError('config', `models.${model.name} names no data to monitor`, {
    hint: `Set models.${model.name}.monitor.data, or give --data.`,
  });
}

/** Data can be held against the reference only by the groups that it was counted by. */
function assertGroup({ model }: StageContext, { tag, profile }: Reference, columns: readonly string[]): void {
  if (profile.groupBy === null && model.data.groupBy !== null)
    throw new ModelyardError(
      'input',
      `${tag} was profiled without groups, and data.group_by is ${model.data.groupBy} now: its rows cannot be told apart from repeated ones`,
      { hint: 'Release the model again with this config.' },
    );
  if (profile.groupBy === null || columns.includes(profile.groupBy)) return;
  throw new ModelyardError(
    'input',
    `the new data have no column ${profile.groupBy}, by which the rows of ${tag} are grouped: they cannot be told apart from repeated ones`,
    { hint: `Log ${profile.groupBy} with every row.` },
  );
}

/** What the log keeps: the signals that are not well, and how many are. */
function summaryOf(record: MonitorRecord) {
  const { reference, verdict, rows, groups, signals } = record;
  return {
    reference,
    verdict,
    rows,
    groups,
    signals: signals.filter(({ verdict }) => verdict === 'fail').map(({ picture: _, ...signal }) => signal),
    judged: signals.length,
  };
}

/** Failing checks of the contract as signals. */
function checkSignals(dataset: DatasetResult, isTooFew: boolean): Signal[] {
  const broken = dataset.checks.filter((check) => check.verdict !== 'pass' && isTold(check));
  return broken.map((check) => ({
    signal: 'check',
    column: check.column,
    statistic: check.id,
    value: check.failing,
    threshold: null,
    pValue: null,
    rows: dataset.rows,
    groups: null,
    verdict: isAlarm(check, isTooFew) ? 'fail' : 'warn',
    reason: `expected ${check.expected}${check.reason === undefined ? '' : `; ${check.reason}`}`,
  }));
}

/** How many rows there are is a rule for training data: what arrives comes in other amounts, and few rows are no alarm. */
const SIZE_CHECKS = new Set(['rows', 'row_count']);
/** `less than 1 % null`: a limit on a share, which says as little as drift does of a few rows. */
const IS_SHARE = /^[a-z ]+[\d.e+-]+( and [\d.e+-]+)? % /;

function isAlarm({ verdict, kind, expected }: DatasetResult['checks'][number], isTooFew: boolean): boolean {
  if (SIZE_CHECKS.has(kind) || (isTooFew && IS_SHARE.test(expected))) return false;
  return verdict === 'fail' || verdict === 'error';
}

function hasTooFew(
  { rows, groups }: Pick<Profile, 'rows' | 'groups'>,
  { leastRows, leastGroups }: DriftSettings,
): boolean {
  return rows < leastRows || (groups !== null && groups < leastGroups);
}

function monitorVerdict(signals: readonly Signal[]): MonitorRecord['verdict'] {
  if (signals.some((signal) => signal.verdict === 'fail')) return 'fail';
  const compared = signals.filter(
    ({ signal, statistic }) => (signal === 'drift' || signal === 'nulls') && statistic !== 'off',
  );
  return compared.every((signal) => signal.verdict === 'insufficient') ? 'insufficient' : 'pass';
}
