import type { Bump } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../../stages/context.ts';
import { evaluateAgain } from '../../stages/evaluate/evaluate.ts';
import { acceptedEvaluation } from '../../stages/release/accepted-release.ts';
import { type ReleaseResult, releaseStage } from '../../stages/release/release.ts';
import type { Command } from '../command.ts';
import { forEachModel } from '../for-each-model.ts';
import { shownPath } from '../shown-path.ts';
import { evaluatePorts } from '../stage-steps.ts';

const BUMPS: readonly string[] = ['major', 'minor', 'patch'];

export const command: Command = (context) => {
  const bump = context.line.text('bump');
  if (bump !== null && !BUMPS.includes(bump))
    throw new ModelyardError('usage', `--bump ${bump}: expected major, minor or patch`);
  return forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    const forge = await context.services.forge(stage.project.repository);
    const again = async () =>
      evaluateAgain(stage, { ...(await evaluatePorts(context, stage)), ...withoutCommands(stage) });
    const ports = { ...forge, reevaluate: (await acceptedEvaluation(stage)) ?? again };
    const options = {
      bump: bump as Bump | null,
      version: context.line.text('version'),
      dryRun: context.line.flag('dry-run'),
    };
    const result = await releaseStage(stage, ports, options);
    stage.reporter.step({
      model: model.name,
      stage: 'release',
      detail: detailOf(result),
      durationMs: result.record.durationMs,
    });
    return { json: result.record, text: result.folder === null ? '' : `${result.record.tag}\n`, exitCode: 0 };
  });
};

/** A job that releases can write: there no program of the repository is run. */
function withoutCommands({ environment }: StageContext): { readonly openOutput?: null } {
  return environment.GITHUB_ACTIONS === 'true' ? { openOutput: null } : {};
}

function detailOf({ record, outcome, folder }: ReleaseResult): string {
  const why = record.bump === 'first' ? record.bumpReason : `${record.bump}: ${record.bumpReason}`;
  const what = `${record.tag} (${why})`;
  if (outcome === 'unchanged') return `nothing to release: ${record.tag} is this candidate`;
  return outcome === 'planned'
    ? `would release ${what}, ${record.assets.length} assets`
    : `${what} · ${shownPath(folder ?? '')}`;
}
