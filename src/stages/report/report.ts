import { join } from 'node:path';
import { hashBytes, hashFile } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { COMMENT } from '../../domain/report/fit-report.ts';
import type { FileEntry } from '../../records/common.ts';
import { type Revision, recordHeader } from '../../records/header.ts';
import { type ReportRecord, reportRecordSchema } from '../../records/report.ts';
import { modelFolder, recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { displayPath } from '../paths.ts';
import { showsValues } from '../shows-values.ts';
import { deployOrder } from './deploy-order.ts';
import { readJudge, readStageRecords } from './read-records.ts';
import { renderReport } from './render-report.ts';
import type { ForeignRun, NextRelease, ReportedRelease, ReportFacts, StageRecords } from './report-facts.ts';

export interface ReportRequest {
  /** The newest release of the model; null when there is none. Only told, never judged by. */
  readonly release: ReportedRelease | null;
  /** What a merge would release; null when that is not known here. */
  readonly next: NextRelease | null;
  readonly revision: Revision;
}

export interface ReportResult {
  readonly markdown: string;
  readonly record: ReportRecord;
  /** Absolute path of the Markdown. */
  readonly path: string;
}

const STAGES = ['validate', 'train', 'evaluate'] as const;

/** Reads the records of one model, writes `report.md`, `comment.md` and the report record. Throws `unreadable` for a broken record. */
export async function reportStage(context: StageContext, request: ReportRequest): Promise<ReportResult> {
  const startedMs = context.clock.monotonicMs();
  const { project, model } = context;
  const folder = modelFolder(project.directory, model.name);
  const records = await readStageRecords(project.directory, model.name);
  const read = await hashRecords(context, records);
  const facts: ReportFacts = {
    ...records,
    model: model.name,
    judge: await readJudge(project.directory, model.name, records),
    release: request.release,
    next: request.next,
    environments: deployOrder(model.deploy),
    showValues: showsValues(context),
    reproduce: reproduceCommands(context, records),
    folder: displayPath(project, folder),
    runUrl: context.ci?.url ?? null,
    foreign: foreignRun(context),
  };
  const rendered = renderReport(facts);
  const path = join(folder, 'report.md');
  const markdown = await writeText(context, path, rendered.markdown);
  const shorter = renderReport(facts, COMMENT).markdown;
  const comment = await writeText(context, commentPath(project.directory, model.name), shorter);
  const record: ReportRecord = {
    schema: 'modelyard/report/1',
    verdict: rendered.verdict,
    ...recordHeader(context, {
      startedMs,
      revision: request.revision,
      read: read.map(({ entry }) => entry),
      written: [markdown, comment],
    }),
    case: rendered.reportCase,
    headline: rendered.headline,
    problems: [...rendered.problems],
    markdown,
    comment,
    records: read.map(({ stage, entry }) => ({ stage, sha256: entry.sha256 })),
  };
  await writeRecord(recordPath(project.directory, model.name, 'report'), reportRecordSchema, record);
  return { markdown: rendered.markdown, record, path };
}

async function hashRecords(
  context: StageContext,
  records: StageRecords,
): Promise<{ readonly stage: string; readonly entry: FileEntry }[]> {
  const { project, model } = context;
  const present = STAGES.filter((stage) => records[stage] !== null);
  return Promise.all(
    present.map(async (stage) => {
      const path = recordPath(project.directory, model.name, stage);
      return { stage, entry: { path: displayPath(project, path), ...(await hashFile(path)) } };
    }),
  );
}

/** The report as a comment may hold it; mostly the same text as `report.md`. */
export function commentPath(configDirectory: string, model: string): string {
  return join(modelFolder(configDirectory, model), 'comment.md');
}

/** The repository's own run hands nothing in: what it measured it measured here. */
function foreignRun({ ci }: StageContext): ForeignRun | null {
  const by = ci?.pull?.foreign ?? null;
  return by === null ? null : { by, claim: null };
}

async function writeText({ project }: StageContext, path: string, text: string): Promise<FileEntry> {
  await writeFileAtomic(path, text);
  return { path: displayPath(project, path), sha256: hashBytes(text), bytes: Buffer.byteLength(text) };
}

function reproduceCommands({ model }: StageContext, { train, evaluate }: StageRecords): string[] {
  const commit = evaluate?.commit ?? train?.commit ?? null;
  return [...(commit === null ? [] : [`git checkout ${commit}`]), `modelyard run --model ${model.name}`];
}
