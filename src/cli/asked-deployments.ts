import type { ModelConfig } from '../config/resolved.ts';
import { parseTag } from '../domain/versions/version.ts';
import { ModelyardError } from '../errors.ts';
import { releasesOf } from '../stages/release/baseline-release.ts';
import type { CommandContext } from './command-context.ts';

/** What one model is deployed with. */
export interface AskedDeployment {
  readonly model: ModelConfig;
  /** A version or tag by name; null: the newest release. */
  readonly version: string | null;
  /** Tag of the release that this run made; null: the newest. */
  readonly released: string | null;
}

/**
 * The models that are put into an environment, in the order of the config: the one whose version or tag is named; those whose
 * tags this run released; else every chosen one. Where no model is named, those that have no such environment, or provably no
 * release yet, are left out, and that is told. Throws `usage` or `refused` where none is left.
 */
export async function askedDeployments(
  context: CommandContext,
  environment: string,
): Promise<readonly AskedDeployment[]> {
  const { line, models } = context;
  const version = line.positionals[0] ?? null;
  const released = tagsOf(line.text('released'));
  if (models.length === 1 || version !== null) {
    const model = modelOf(context, version);
    return [{ model, version, released: released.find((tag) => isOf(tag, model)) ?? released[0] ?? null }];
  }
  const chosen = line.list('model').length > 0 ? models : withEnvironment(context, environment);
  if (released.length > 0) return ofReleased(context, chosen, released);
  const left = line.list('model').length > 0 ? chosen : await withRelease(context, chosen);
  return left.map((model) => ({ model, version: null, released: null }));
}

function tagsOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function isOf(tag: string, { name }: ModelConfig): boolean {
  return parseTag(tag)?.model === name;
}

/** A version alone does not say whose it is; a tag does. */
function modelOf({ models }: CommandContext, version: string | null): ModelConfig {
  const [only, another] = models;
  if (only !== undefined && another === undefined) return only;
  const found = models.find((model) => isOf(version ?? '', model));
  if (found !== undefined) return found;
  throw new ModelyardError('usage', `${version} is a version of one model; there are ${namesOf(models)}`, {
    hint: `Name the model with --model, or give its tag, such as ${only?.name}@v1.2.3.`,
  });
}

function ofReleased(
  { reporter }: CommandContext,
  models: readonly ModelConfig[],
  tags: readonly string[],
): readonly AskedDeployment[] {
  const asked = models.flatMap((model): AskedDeployment[] => {
    const released = tags.find((tag) => isOf(tag, model));
    if (released !== undefined) return [{ model, version: null, released }];
    reporter.note(`${model.name}: not among what was released (${tags.join(', ')}); left out`);
    return [];
  });
  if (asked.length > 0) return asked;
  throw new ModelyardError('usage', `${tags.join(', ')} is no release of ${namesOf(models)}`, {
    hint: '--released takes the tags that modelyard release printed.',
  });
}

function withEnvironment({ models, reporter }: CommandContext, environment: string): readonly ModelConfig[] {
  const has = ({ deploy }: ModelConfig) => deploy.some(({ name }) => name === environment);
  const left = models.filter(has);
  if (left.length === 0) {
    const known = [...new Set(models.flatMap(({ deploy }) => deploy.map(({ name }) => name)))];
    throw new ModelyardError('usage', `no model has an environment ${environment}`, {
      hint:
        known.length === 0
          ? 'Add it under deploy: of the models.'
          : `The environments are ${known.join(', ')}.`,
    });
  }
  for (const { name } of models.filter((model) => !has(model)))
    reporter.note(`${name}: has no environment ${environment}; left out`);
  return left;
}

/** What cannot be seen (a shallow clone) is not left out: its own deployment says so. */
async function withRelease(
  { project, services, reporter }: CommandContext,
  models: readonly ModelConfig[],
): Promise<readonly ModelConfig[]> {
  const { releases } = await services.forge(project.repository);
  const list = await releases.listReleases();
  const isUnreleased = ({ name }: ModelConfig) => list.complete && releasesOf(list, name).length === 0;
  const left = models.filter((model) => !isUnreleased(model));
  if (left.length === 0)
    throw new ModelyardError('refused', `none of ${namesOf(models)} has a release to deploy`, {
      hint: 'Run modelyard release first.',
    });
  for (const { name } of models.filter(isUnreleased)) reporter.note(`${name}: has no release yet; left out`);
  return left;
}

function namesOf(models: readonly ModelConfig[]): string {
  return models.map(({ name }) => name).join(', ');
}
