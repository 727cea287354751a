import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { limitProblem } from '../adapters/github/asset-limits.ts';
import { parseYaml, type YamlFile } from '../config/yaml-document.ts';
import { counted } from '../domain/report/counted.ts';
import { cutMiddle } from '../domain/report/escape-markdown.ts';
import { formatCount } from '../domain/report/format-number.ts';
import type { EvaluateRecord } from '../records/evaluate.ts';
import type { TrainRecord } from '../records/train.ts';
import { isTold, type ValidateRecord } from '../records/validate.ts';

export interface Annotation {
  readonly level: 'error' | 'warning';
  /** Relative to the workspace, as the runner wants it. */
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

export interface AnnotationSource {
  readonly model: string;
  /** Absolute path of modelyard.yml. */
  readonly config: string;
  readonly workspace: string;
  readonly validate: ValidateRecord | null;
  readonly evaluate: EvaluateRecord | null;
  readonly train: TrainRecord | null;
}

/** The platform shows ten of each level for one call of an action, and cuts a message at 4,096 characters. */
const MOST_OF_A_LEVEL = 10;
const MOST_CHARACTERS = 600;

/** Broken checks and gates at the line of the contract or config that asks for them. */
export async function findAnnotations(source: AnnotationSource): Promise<Annotation[]> {
  const config = await readYaml(source.config);
  const found = [
    ...(await checkAnnotations(source, config)),
    ...gateAnnotations(source, config),
    ...limitAnnotations(source, config),
  ];
  return ['error', 'warning'].flatMap((level) =>
    found.filter((annotation) => annotation.level === level).slice(0, MOST_OF_A_LEVEL),
  );
}

async function checkAnnotations(
  { model, config, workspace, validate }: AnnotationSource,
  configFile: YamlFile | null,
): Promise<Annotation[]> {
  if (validate === null) return [];
  const contractPath = validate.contract === null ? null : resolve(dirname(config), validate.contract.path);
  const contract = contractPath === null ? null : await readYaml(contractPath);
  const dataLine = configFile?.locate(['models', model, 'data']).line ?? 1;
  return validate.datasets.flatMap(({ role, checks }) =>
    checks
      .filter((check) => check.verdict !== 'pass' && check.verdict !== 'insufficient' && isTold(check))
      .map((check): Annotation => {
        const line = contract === null ? null : contractLine(contract, check.column);
        const broken =
          check.failing === null ? '' : `, broken by ${brokenRows(check.failing, check.checked)}`;
        const reason = check.reason === undefined ? '' : ` (${check.reason})`;
        return {
          level: check.verdict === 'warn' ? 'warning' : 'error',
          file: relative(workspace, line === null ? config : (contractPath ?? config)),
          line: line ?? dataLine,
          title: cutMiddle(`${model}: ${check.id} in ${role}`, 100),
          message: cutMiddle(`expected ${check.expected}${broken}${reason}`, MOST_CHARACTERS),
        };
      }),
  );
}

interface PropertyShape {
  readonly name?: unknown;
  readonly physicalName?: unknown;
}

interface ContractShape {
  /** The short form has columns by name. */
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly schema?: readonly { readonly properties?: readonly PropertyShape[] }[];
}

/** Line of the column in the contract; null where the contract does not speak of it. */
function contractLine(contract: YamlFile, column: string | null): number | null {
  if (column === null) return null;
  const { schema = [], columns } = (contract.value ?? {}) as ContractShape;
  const short = Object.keys(columns ?? {}).find((name) => isOf({ name }, column));
  if (short !== undefined) return contract.locate(['columns', short]).line;
  if (!Array.isArray(schema)) return null;
  for (const [table, { properties }] of (schema as ContractShape['schema'] & object).entries()) {
    const index = Array.isArray(properties) ? properties.findIndex((property) => isOf(property, column)) : -1;
    if (index >= 0) return contract.locate(['schema', table, 'properties', index]).line;
  }
  return null;
}

/** A check of what is inside a column is told at the column: `address.zip`, `tags[]`. */
function isOf(property: PropertyShape | null, column: string): boolean {
  const name = String(property?.physicalName ?? property?.name);
  return column === name || column.startsWith(`${name}.`) || column.startsWith(`${name}[`);
}

function gateAnnotations(
  { model, config, workspace, evaluate }: AnnotationSource,
  configFile: YamlFile | null,
): Annotation[] {
  const broken = (evaluate?.gates ?? []).filter(({ verdict }) => verdict !== 'pass');
  return broken.map(({ metric, rule, severity, reason }) => ({
    level: severity === 'warn' ? 'warning' : 'error',
    file: relative(workspace, config),
    line: configFile?.locate(['models', model, 'gates', metric]).line ?? 1,
    title: cutMiddle(`${model}: ${metric} ${rule}`, 100),
    message: cutMiddle(reason, MOST_CHARACTERS),
  }));
}

/** What a release could not hold is told while the change is under review, not after the merge. */
function limitAnnotations(
  { model, config, workspace, train }: AnnotationSource,
  configFile: YamlFile | null,
): Annotation[] {
  const outputs = train?.outputs ?? [];
  const problem = limitProblem(outputs.map(({ path, bytes = 0 }) => ({ name: path, bytes })));
  if (problem === null) return [];
  const line = configFile?.locate(['models', model, 'train', 'model']).line ?? 1;
  const title = cutMiddle(`${model}: this candidate cannot be released on GitHub`, 100);
  const message = cutMiddle(`${problem.message}. ${problem.hint ?? ''}`, MOST_CHARACTERS);
  return [{ level: 'warning', file: relative(workspace, config), line, title, message }];
}

/** Problems of a config or contract, as `config` errors list them: `file:line:column  what`, one a line. */
export function problemAnnotations(message: string, toWorkspace: (path: string) => string): Annotation[] {
  const lines = message.split('\n').flatMap((text) => {
    const [, file, line, what] = /^(.+?):(\d+):\d+ {2}(.+)$/.exec(text) ?? [];
    return file === undefined || what === undefined
      ? []
      : [{ file: toWorkspace(file), line: Number(line), what }];
  });
  return lines.slice(0, MOST_OF_A_LEVEL).map(({ file, line, what }) => ({
    level: 'error',
    file,
    line,
    title: 'modelyard.yml',
    message: cutMiddle(what, MOST_CHARACTERS),
  }));
}

async function readYaml(path: string): Promise<YamlFile | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : parseYaml(text);
}

function brokenRows(failing: number, checked: number | null): string {
  return checked === null ? counted(failing, 'row') : `${formatCount(failing)} of ${counted(checked, 'row')}`;
}
