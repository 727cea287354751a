import { join } from 'node:path';
import { releaseTag } from '../domain/versions/version.ts';
import type { ReleaseTag } from '../ports/forge.ts';
import { evaluateRecordSchema } from '../records/evaluate.ts';
import { readRecord, recordPath } from '../records/store.ts';
import { trainRecordSchema } from '../records/train.ts';
import type { StageContext } from '../stages/context.ts';
import { releasesOf } from '../stages/release/baseline-release.ts';
import { chooseVersion } from '../stages/release/choose-version.ts';
import { type ReportResult, reportStage } from '../stages/report/report.ts';
import type { NextRelease, ReportedRelease } from '../stages/report/report-facts.ts';
import { readRevision } from '../stages/revision.ts';
import type { CommandContext } from './command-context.ts';

/** The report with what is known of releases: the newest one's parameters and inputs, and what comes next. */
export async function reportStep(context: CommandContext, stage: StageContext): Promise<ReportResult> {
  const { releases } = await context.services.forge(stage.project.repository);
  const list = await releases.listReleases();
  const tag = releasesOf(list, stage.model.name)[0];
  const previous = tag === undefined ? null : await releases.readRelease(tag).catch(() => null);
  return reportStage(stage, {
    release: tag === undefined ? null : await reportedRelease(tag, previous?.folder ?? null),
    next: await nextRelease(stage, { list, previous }),
    revision: await readRevision(stage),
  });
}

async function reportedRelease(
  { tag, candidate }: ReleaseTag,
  folder: string | null,
): Promise<ReportedRelease> {
  const train = folder === null ? null : await readRecord(join(folder, 'train.json'), trainRecordSchema);
  return { tag, candidate, params: train?.params ?? null, inputs: train?.inputs ?? null };
}

type Known = Pick<Parameters<typeof chooseVersion>[0], 'list' | 'previous'>;

/** null where nothing would be released. */
async function nextRelease({ model, project }: StageContext, known: Known): Promise<NextRelease | null> {
  const evaluate = await readRecord(
    recordPath(project.directory, model.name, 'evaluate'),
    evaluateRecordSchema,
  );
  if (
    evaluate === null ||
    evaluate.verdict !== 'pass' ||
    evaluate.identical ||
    evaluate.candidate.digest === null
  )
    return null;
  const chosen = await chooseVersion({
    ...known,
    model: model.name,
    firstVersion: model.release.firstVersion,
    positive: model.data.positive?.text ?? null,
    targets: model.data.targets,
    evaluate,
    bump: null,
    version: null,
  });
  return { tag: releaseTag(model.name, chosen.version), bump: chosen.bump, reason: chosen.reason };
}
