import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ModelyardError, messageOf } from '../errors.ts';
import { checkConfig } from './check-config.ts';
import type { CheckPlace } from './checks/check-paths.ts';
import { isSound, problemAt } from './finding.ts';
import { type Problem, problemLines } from './problems.ts';
import { resolveModel } from './resolve/resolve-model.ts';
import type { ProjectConfig } from './resolved.ts';
import { salvage } from './salvage.ts';
import { configSchema, type WrittenConfig } from './schema/config.ts';
import { briefly, checkSchema } from './schema-problems.ts';
import { MOST_YAML_CHARACTERS, parseYaml, type YamlFile } from './yaml-document.ts';

export const CONFIG_NAME = 'modelyard.yml';

export interface LoadRequest {
  readonly cwd: string;
  /** `--config`: a file, or a folder that holds modelyard.yml; null: search upwards from `cwd`. */
  readonly file: string | null;
  /** Finds the top of the git work tree that holds a folder. */
  readonly repositoryTop: (folder: string) => Promise<string>;
}

/** Reads and checks modelyard.yml. Every problem is in one `config` error, one line each. */
export async function loadConfig(request: LoadRequest): Promise<ProjectConfig> {
  const found = await findConfig(request);
  const label = relative(request.cwd, found) || CONFIG_NAME;
  const file = await realpath(found);
  const document = readDocument(await readText(file, label), label);
  const directory = dirname(file);
  const repository = await realpath(await request.repositoryTop(directory));
  const config = await checked(document, { label, directory, repository });
  const models = Object.entries(config.models).map(([name, written]) =>
    resolveModel(name, { ...written, examples: written.examples ?? config.examples }, directory),
  );
  return { file, directory, repository, models };
}

/** Checks a text that no file holds yet. Throws one `config` error with every problem. */
export async function assertSoundConfig(
  text: string,
  place: CheckPlace & { readonly label: string },
): Promise<void> {
  await checked(readDocument(text, place.label), place);
}

function readDocument(text: string, label: string): YamlFile {
  const document = parseYaml(text);
  if (document.problems.length > 0) throw configError(label, document.problems);
  const whole = wholeFileProblem(document);
  if (whole !== null) throw configError(label, [whole]);
  return document;
}

/** Where the schema refuses something, the rest is checked all the same: one run tells everything. */
async function checked(
  document: YamlFile,
  { label, ...place }: CheckPlace & { readonly label: string },
): Promise<WrittenConfig> {
  const { data, problems, broken } = checkSchema(document, configSchema);
  const salvaged = data === null ? salvage(document, broken) : { config: data, lost: [] };
  const findings = salvaged === null ? [] : await checkConfig(salvaged.config, place);
  const sound = findings.filter((finding) => isSound(finding, salvaged?.lost ?? []));
  const all = [...problems, ...sound.map((finding) => problemAt(document, finding))];
  if (data === null || all.length > 0) throw configError(label, all);
  return data;
}

async function findConfig({ cwd, file }: LoadRequest): Promise<string> {
  if (file !== null) return namedConfig(resolve(cwd, file), file);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME);
    if (await isFile(path)) return path;
    const isTop = (await stat(join(folder, '.git')).catch(() => null)) !== null;
    if (isTop || dirname(folder) === folder) break;
  }
  throw new ModelyardError('config', `there is no ${CONFIG_NAME} here or in a folder above`, {
    hint: 'modelyard init writes one; --config names one that is elsewhere.',
  });
}

async function namedConfig(path: string, written: string): Promise<string> {
  if (await isFile(path)) return path;
  if (await isFile(join(path, CONFIG_NAME))) return join(path, CONFIG_NAME);
  throw new ModelyardError('config', `--config ${written}: there is no such file`, {
    hint: `Name ${CONFIG_NAME}, or the folder that holds it.`,
  });
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

async function readText(file: string, label: string): Promise<string> {
  const { size } = await stat(file);
  // UTF-8 takes at most four bytes a character: what is longer need not be read to be refused.
  if (size > 4 * MOST_YAML_CHARACTERS)
    throw new ModelyardError(
      'config',
      `${label} has ${size.toLocaleString('en')} bytes: too long for a config`,
    );
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelyardError('config', `${label} cannot be read: ${messageOf(cause)}`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ModelyardError('config', `${label} is not UTF-8 text`, { cause, hint: 'Save it as UTF-8.' });
  }
}

function wholeFileProblem({ value }: YamlFile): Problem | null {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return null;
  return {
    line: 1,
    column: 1,
    path: '',
    message: `expected version: 1 and models:, found ${briefly(value)}`,
  };
}

function configError(label: string, problems: readonly Problem[]): ModelyardError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new ModelyardError('config', `${label} has ${count}\n${problemLines(label, problems)}`, {
    hint: 'docs/configuration.md describes every key.',
  });
}
