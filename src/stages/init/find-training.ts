import type { Question } from '../../domain/init/found.ts';
import { shellWord } from '../../domain/init/shell-text.ts';
import { isPlainMap, mapIn, mapsOf, type PlainMap, type ProjectFiles } from './project-files.ts';
import type { Dvc, DvcStage } from './read-dvc.ts';
import type { SourceFile } from './read-sources.ts';

/** A way to train that the repository itself names. */
export interface Training {
  readonly command: string;
  readonly because: string;
  /** The source file that it starts; null where that is not known. */
  readonly script: string | null;
  readonly stage: DvcStage | null;
}

/** Training was found, or has to be asked for. */
export type FoundTraining = Training | Question;

export interface TrainingSources {
  readonly project: ProjectFiles;
  readonly dvc: Dvc;
  readonly sources: readonly SourceFile[];
  /** Put in front of `python`: `uv run `. */
  readonly runner: string;
}

/** What asks for training, best first: the first that gives an answer is taken. */
const FINDERS: readonly ((from: TrainingSources) => Promise<FoundTraining | null>)[] = [
  dvcStage,
  mlflowEntry,
  makeTarget,
  packageScript,
  trainingScript,
];

export async function findTraining(from: TrainingSources): Promise<FoundTraining> {
  for (const finder of FINDERS) {
    const found = await finder(from);
    if (found !== null) return found;
  }
  const notebook = from.project.tree.files.find((path) => path.endsWith('.ipynb'));
  const hint =
    notebook === undefined
      ? {}
      : {
          hint: `${notebook} is a notebook: it is not run; make a script of it (jupyter nbconvert --to script) that trains and saves the model.`,
        };
  return { option: 'run', text: 'no training command was found', choices: [], ...hint };
}

/** The script that a command starts, where it is a source of this project. */
export function scriptIn(command: string, sources: readonly SourceFile[]): string | null {
  const words = command.split(/[\s"']+/).map((word) => word.replace(/^\.\//, ''));
  const asModule = words.map((word) => `${word.replaceAll('.', '/')}.py`);
  const named = sources.find(
    ({ path }) => words.includes(path) || asModule.some((name) => path === name || path === `src/${name}`),
  );
  return named?.path ?? null;
}

async function dvcStage({ dvc, sources, runner }: TrainingSources): Promise<FoundTraining | null> {
  const named = dvc.stages.filter(({ name }) => /(^|[^a-z])(train|training|fit)([^a-z]|$)/i.test(name));
  const chosen = named.length > 0 ? named : dvc.stages.filter(({ command }) => /train/i.test(command));
  const [stage, another] = chosen;
  if (stage === undefined) return null;
  const names = chosen.map(({ name }) => name).join(', ');
  if (another !== undefined)
    return ask(
      `dvc.yaml has several stages that train: ${names}`,
      chosen.map(({ command }) => command),
    );
  if (stage.problem !== null)
    return ask(`the stage ${stage.name} of dvc.yaml trains, but ${stage.problem}`, []);
  return {
    command: withRunner(stage.command, runner),
    because: `the command of the stage ${stage.name} in dvc.yaml; it is run itself, so that it trains anew each time`,
    script: scriptIn(stage.command, sources),
    stage,
  };
}

/** An entry point of an MLproject file, with the defaults of its parameters. */
async function mlflowEntry({ project, sources, runner }: TrainingSources): Promise<FoundTraining | null> {
  const entries = mapsOf(mapIn(await project.text('MLproject'))?.entry_points);
  const found = entries.find(([name]) => /train/i.test(name)) ?? entries.find(([name]) => name === 'main');
  if (found === undefined) return null;
  const [name, entry] = found;
  const { command, missing } = filledIn(entry);
  if (command === '') return ask(`the entry point ${name} of MLproject has no command`, []);
  if (missing.length > 0)
    return ask(`the entry point ${name} of MLproject needs ${missing.join(', ')}, without a default`, [
      command,
    ]);
  return {
    command: withRunner(command, runner),
    because: `the entry point ${name} of MLproject, with the defaults of its parameters`,
    script: scriptIn(command, sources),
    stage: null,
  };
}

function filledIn(entry: PlainMap): { readonly command: string; readonly missing: readonly string[] } {
  const parameters = isPlainMap(entry.parameters) ? entry.parameters : {};
  const missing: string[] = [];
  const command = String(entry.command ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters[name];
    const value = isPlainMap(parameter) ? parameter.default : undefined;
    if (value === undefined || value === null) missing.push(name);
    return value === undefined || value === null ? whole : shellWord(String(value));
  });
  return { command: command.trim(), missing };
}

async function makeTarget({ project }: TrainingSources): Promise<FoundTraining | null> {
  const text = (await project.text('Makefile')) ?? (await project.text('makefile'));
  if (text === null || !/^train\s*:(?!=)/m.test(text)) return null;
  return { command: 'make train', because: 'the target train of the Makefile', script: null, stage: null };
}

async function packageScript({ project, sources }: TrainingSources): Promise<FoundTraining | null> {
  const scripts = mapIn(await project.text('package.json'))?.scripts;
  if (!isPlainMap(scripts) || typeof scripts.train !== 'string') return null;
  return {
    command: 'npm run --silent train',
    because: 'the script train of package.json',
    script: scriptIn(scripts.train, sources),
    stage: null,
  };
}

/** File names that say training, best first. */
const SCRIPT_NAMES: readonly RegExp[] = [
  /^train\.(py|mjs|cjs|js|R|r|jl|sh)$/,
  /^(training|train_?model|model_?train(ing)?|fit|fit_?model)\.(py|mjs|cjs|js|R|r|jl|sh)$/,
  /^train_[^/]*\.(py|mjs|cjs|js|R|r|jl|sh)$/,
];

async function trainingScript({ sources, runner }: TrainingSources): Promise<FoundTraining | null> {
  for (const pattern of SCRIPT_NAMES) {
    const named = sources.filter(({ path }) => pattern.test(path.slice(path.lastIndexOf('/') + 1)));
    const atTop = named.filter(({ path }) => !path.includes('/'));
    const [script, another] = atTop.length > 0 ? atTop : named;
    if (script === undefined) continue;
    const paths = named.map(({ path }) => path);
    if (another !== undefined)
      return ask(
        `several scripts may be the training: ${paths.join(', ')}`,
        paths.map((path) => runnerOf(path, runner)),
      );
    return ofScript(script, runner);
  }
  return null;
}

function ofScript({ path, clues }: SourceFile, runner: string): FoundTraining {
  const isModule = path.endsWith('.py') && clues.hasRelativeImport;
  const command = isModule
    ? `${runner}python -m ${path
        .replace(/^src\//, '')
        .replace(/\.py$/, '')
        .replaceAll('/', '.')}`
    : runnerOf(path, runner);
  if (clues.needed.length > 0)
    return ask(
      `${path} does not start without ${clues.needed.join(', ')}`,
      [command],
      'Give the whole command, with its arguments.',
    );
  const why = isModule
    ? 'a script that is named like it, started as a module: its imports are relative'
    : 'a script that is named like it';
  return { command, because: why, script: path, stage: null };
}

const PROGRAMS: Readonly<Record<string, string>> = {
  mjs: 'node',
  cjs: 'node',
  js: 'node',
  R: 'Rscript',
  r: 'Rscript',
  jl: 'julia --project',
  sh: 'bash',
};

function runnerOf(path: string, runner: string): string {
  const program = PROGRAMS[path.slice(path.lastIndexOf('.') + 1)] ?? `${runner}python`;
  return `${program} ${shellWord(path)}`;
}

function withRunner(command: string, runner: string): string {
  return /^python3?\s/.test(command) ? `${runner}${command}` : command;
}

function ask(text: string, choices: readonly string[], hint?: string): Question {
  return { option: 'run', text, choices, ...(hint === undefined ? {} : { hint }) };
}
