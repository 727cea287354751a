import type { TargetSource } from '../../domain/init/choose-target.ts';
import { quoted } from '../../domain/init/column-facts.ts';
import type { Found } from '../../domain/init/found.ts';
import { counted } from '../../domain/report/counted.ts';
import { type Answers, answerTo, BECAUSE_SAID } from './answers.ts';
import type { Training } from './find-training.ts';
import { isPlainMap, mapIn, type PlainMap, type ProjectFiles } from './project-files.ts';
import type { SourceFile } from './read-sources.ts';

export interface ChosenParams {
  readonly found: Found<string> | null;
  /** The columns that they call the target. */
  readonly target: TargetSource | null;
  /** Every text in them: a path may be among them. */
  readonly texts: readonly string[];
  readonly hasSeed: boolean;
}

const NAMES = ['params.yaml', 'params.yml', 'params.json'];
const TARGET_KEY = /^(target|label)(_?(col|column|name|field))?$/i;
const SEED_KEY = /^(seed|random_?(state|seed)|.*_seed)$/i;

/** The file of parameters: the one that the stage names, one that is called so, or one that the script opens. */
export async function chooseParams(
  project: ProjectFiles,
  { training, sources }: { readonly training: Training | null; readonly sources: readonly SourceFile[] },
  answers: Answers,
): Promise<ChosenParams> {
  const said = answerTo(answers, 'params');
  const path = said === false ? null : (said ?? (await namedParams(project, training, sources)));
  const values = path === null ? null : mapIn(await project.text(path));
  if (path === null || (values === null && said === null)) return NOTHING;
  const entries = values === null ? [] : leaves(values);
  const target = entries.flatMap(({ key, value }) =>
    TARGET_KEY.test(key) && typeof value === 'string' ? [value] : [],
  );
  const seeds = entries.filter(({ key }) => SEED_KEY.test(key));
  const seeded =
    seeds.length === 0
      ? ''
      : `; ${quoted(seeds.map(({ key, value }) => `${key}: ${String(value)}`))} stands in it`;
  const what = `${counted(entries.length, 'parameter')}, recorded and compared in the report${seeded}`;
  return {
    found: { value: path, because: said === null ? what : `${BECAUSE_SAID}; ${what}` },
    target: { where: path, columns: target },
    texts: entries.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    hasSeed: seeds.length > 0,
  };
}

const NOTHING: ChosenParams = { found: null, target: null, texts: [], hasSeed: false };

async function namedParams(
  project: ProjectFiles,
  training: Training | null,
  sources: readonly SourceFile[],
): Promise<string | null> {
  const staged = training?.stage?.params.find((path) => project.tree.files.includes(path));
  if (staged !== undefined) return staged;
  const usual = NAMES.find((name) => project.tree.files.includes(name));
  if (usual !== undefined) return usual;
  const opened = sources
    .slice(0, 1)
    .flatMap(({ clues }) => clues.paths.map(({ text }) => text.replace(/^\.\//, '')))
    .filter((path) => /(^|\/)(params?|config|hyperparameters|settings)\.(ya?ml|json)$/i.test(path));
  return opened.find((path) => project.tree.files.includes(path)) ?? null;
}

interface Leaf {
  readonly key: string;
  readonly value: unknown;
}

function leaves(map: PlainMap): Leaf[] {
  return Object.entries(map).flatMap(([key, value]): Leaf[] =>
    isPlainMap(value) ? leaves(value) : [{ key, value }],
  );
}
