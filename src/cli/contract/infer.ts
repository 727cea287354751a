import { basename, extname, resolve } from 'node:path';
import { pointedFiles } from '../../adapters/dvc/pointed-files.ts';
import { expandPaths } from '../../adapters/files/expand-paths.ts';
import { evaluationSets } from '../../config/evaluation-sets.ts';
import type { DataConfig, DataPaths } from '../../config/resolved.ts';
import type { Role } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { type InferRequest, inferContract } from '../../stages/contract/infer-contract.ts';
import { parseDocument } from '../../stages/contract/load-contract.ts';
import { odcsYaml } from '../../stages/contract/odcs-yaml.ts';
import { type BareCommand, type BareContext, bareModel } from '../bare-context.ts';
import { deliverText } from './deliver-text.ts';

/** A first contract from data: the files that are named, or those of the model. */
export const inferCommand: BareCommand = async (context) => {
  const [, ...files] = context.line.positionals;
  const request = files.length > 0 ? await fromFiles(files) : await fromModel(context);
  context.reporter.progress({ label: `reading ${request.from}`, done: 0, total: null, unit: 'rows' });
  const short = await inferContract(context.engine, request);
  // What was written must be readable: a column may be called anything.
  const { document } = parseDocument(short, 'the contract that was inferred');
  const head = short.split('\n', 2).join('\n');
  const text = context.line.flag('odcs') ? `${head}\n${odcsYaml(document)}` : short;
  return deliverText(context, { text, json: document });
};

async function fromFiles(files: readonly string[]): Promise<InferRequest> {
  const patterns = files.map((written) => ({ written, absolute: resolve(written) }));
  const [first = 'data'] = files;
  return {
    ...(await sourceOf({ patterns }, process.cwd())),
    name:
      basename(first, extname(first))
        .replace(/[*?[\]{}]+/g, '')
        .replace(/[-_. ]+$/, '') || 'data',
    roles: new Map(),
    others: null,
  };
}

async function fromModel(context: BareContext): Promise<InferRequest> {
  const { name, data } = await bareModel(context);
  const { directory } = await context.project();
  const train = await sourceOf(data.train, directory);
  return { ...train, name, roles: rolesOf(data), others: await judgedOf(data, directory) };
}

/** The evaluation data; null where some are not there yet. */
async function judgedOf(data: DataConfig, directory: string): Promise<InferRequest['others']> {
  const sources: DataSource[] = [];
  for (const { paths } of evaluationSets(data)) {
    const found = await sourceOf(paths, directory).catch((error: unknown) => {
      if (error instanceof ModelyardError && error.code === 'input') return null;
      throw error;
    });
    if (found === null) return null;
    sources.push(found.source);
  }
  return sources;
}

async function sourceOf(paths: DataPaths, base: string): Promise<Pick<InferRequest, 'source' | 'from'>> {
  const files: string[] = [];
  for (const file of await expandPaths(paths))
    files.push(...(file.endsWith('.dvc') ? await pulledFiles(file) : [file]));
  const form = paths.form === undefined ? {} : { form: paths.form };
  return {
    source: { files, base, types: {}, ...form },
    from: paths.patterns.map(({ written }) => written).join(', '),
  };
}

/** What a pointer of DVC stands for, where it was pulled. */
async function pulledFiles(pointer: string): Promise<string[]> {
  const files = await pointedFiles(pointer, basename(pointer));
  if (files.length > 0) return files;
  throw new ModelyardError('input', `${basename(pointer)}: the data that it stands for are not here`, {
    hint: 'Run `dvc pull`, or `modelyard validate`, which fetches them.',
  });
}

function rolesOf({ targets, id, groupBy, time, weight }: DataConfig): Map<string, Role> {
  const named: readonly (readonly [string | null, Role])[] = [
    ...targets.map((target) => [target, 'label'] as const),
    [id, 'id'],
    [groupBy, 'group'],
    [time, 'time'],
    [weight, 'weight'],
  ];
  return new Map(named.flatMap(([column, role]) => (column === null ? [] : [[column, role] as const])));
}
