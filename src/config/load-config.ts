import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ModelyardError, messageOf } from '../errors.ts';
import { checkConfig } from './check-config.ts';
import { knownKeys } from './known-keys.ts';
import { resolveModel } from './resolve-model.ts';
import type { ProjectConfig } from './resolved.ts';
import { configSchema } from './schema.ts';
import { type Problem, parseYaml, problemLines, schemaProblems, type YamlFile } from './yaml-document.ts';

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
  const file = await realpath(await findConfig(request));
  const text = await readText(file);
  const document = parseYaml(text.replace(/^\uFEFF/, ''));
  if (document.problems.length > 0) throw configError(document.problems);
  const parsed = configSchema.safeParse(document.value);
  if (!parsed.success)
    throw configError(
      wholeFileProblem(document) ??
        schemaProblems(document, parsed.error.issues, (path) => knownKeys(configSchema, path)),
    );
  const directory = dirname(file);
  const repository = await realpath(await request.repositoryTop(directory));
  const problems = await checkConfig(parsed.data, { document, directory, repository });
  if (problems.length > 0) throw configError(problems);
  const models = Object.entries(parsed.data.models).map(([name, written]) =>
    resolveModel(name, written, directory),
  );
  return { file, directory, repository, models };
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
    hint: `Write one (docs/configuration.md), or name it with --config.`,
  });
}

async function namedConfig(path: string, written: string): Promise<string> {
  if (await isFile(path)) return path;
  if (await isFile(join(path, CONFIG_NAME))) return join(path, CONFIG_NAME);
  throw new ModelyardError('config', `--config ${written}: there is no such file`);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelyardError('config', `${file} cannot be read: ${messageOf(cause)}`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ModelyardError('config', `${file} is not UTF-8 text`, { cause, hint: 'Save it as UTF-8.' });
  }
}

function wholeFileProblem(document: YamlFile): Problem[] | null {
  const { value } = document;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return null;
  const found =
    value === null || value === undefined
      ? 'nothing'
      : Array.isArray(value)
        ? 'a list'
        : `the text ${String(value).slice(0, 40)}`;
  return [{ line: 1, column: 1, path: '', message: `expected version: 1 and models:, found ${found}` }];
}

function configError(problems: readonly Problem[]): ModelyardError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new ModelyardError('config', `${CONFIG_NAME} has ${count}\n${problemLines(CONFIG_NAME, problems)}`, {
    hint: 'docs/configuration.md describes every key.',
  });
}
