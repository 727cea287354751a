import type { Step } from '../../domain/init/edit-workflow.ts';
import { shellWord } from '../../domain/init/shell-text.ts';
import { BECAUSE_SAID } from './answers.ts';
import type { Packages } from './find-packages.ts';
import type { NearFile, ProjectFiles } from './project-files.ts';
import { isPlainMap, mapIn } from './project-files.ts';
import { SETUP_NODE, SETUP_PYTHON } from './workflow-source.ts';

export interface SetupRequest {
  readonly packages: Packages;
  /** The training command. */
  readonly command: string;
  /** Data that DVC has to fetch, relative to the folder. */
  readonly pulled: readonly string[];
  readonly dvcRemote: string | null;
  /** Makes or fetches data that git does not hold. */
  readonly prepare: string | null;
}

export interface Setup {
  readonly steps: readonly Step[] | null;
  /** What was put into the workflow, and why. */
  readonly told: readonly string[];
  readonly notes: readonly string[];
}

const NODE = /(^|\s)(node|npm|npx)\s/;

/** The steps that the training needs in a fresh machine; `steps` null where they are not known. */
export async function findSetup(project: ProjectFiles, request: SetupRequest): Promise<Setup> {
  const { packages, command, prepare } = request;
  const isNode = NODE.test(` ${command}`) && (packages.tool === 'npm' || packages.tool === null);
  const installed = isNode ? await nodeSteps(project, packages) : await pythonSteps(project, packages);
  if (installed === null)
    return {
      steps: null,
      told: [],
      notes: [
        'what training needs installed was not found: write the steps into the workflow, where it says so',
      ],
    };
  const pulled = dvcSteps(project, request);
  const prepared =
    prepare === null ? [] : [runStep(prepare, project.below, 'makes the data that git does not hold')];
  return {
    steps: [...installed.steps, ...pulled.steps, ...prepared],
    told: [...installed.told, ...pulled.told, ...(prepare === null ? [] : [`${prepare}: ${BECAUSE_SAID}`])],
    notes: pulled.notes,
  };
}

type Steps = Pick<Setup, 'told'> & { readonly steps: readonly Step[] };

async function nodeSteps(project: ProjectFiles, { file }: Packages): Promise<Steps> {
  if (file === null)
    return { steps: [], told: ['nothing to install: training is plain Node, which the runner has'] };
  const versionFile = await project.nearest('.nvmrc', '.node-version');
  const engines = mapIn(file.text)?.engines;
  const path = versionFile?.path ?? (isPlainMap(engines) && engines.node !== undefined ? file.path : null);
  const version = path === null ? 'node-version: lts/*' : `node-version-file: ${JSON.stringify(path)}`;
  const lock = await project.nearest('package-lock.json', 'npm-shrinkwrap.json');
  const install = lock === null ? 'npm install --no-save' : 'npm ci';
  return {
    steps: [[`- uses: ${SETUP_NODE}`, `  with: { ${version} }`], runStep(install, file.folder)],
    told: [
      `${install}: ${file.path} is there; Node ${path === null ? 'as it is supported longest' : `as ${path} says`}`,
    ],
  };
}

type Install = (file: NearFile) => readonly Step[];

const INSTALLS: Readonly<Record<'pip' | 'uv' | 'poetry', Install>> = {
  pip: ({ path, folder }) => {
    const isList = path.endsWith('.txt');
    return [
      runStep(
        isList
          ? `pip install -r ${shellWord(path)}`
          : `pip install ${shellWord(folder === '' ? '.' : `./${folder}`)}`,
        '',
      ),
    ];
  },
  uv: ({ folder }) => [runStep('pip install uv', ''), runStep('uv sync --locked', folder)],
  poetry: ({ folder }) => [
    runStep('pip install poetry', ''),
    runStep('poetry install --no-interaction', folder),
  ],
};

async function pythonSteps(project: ProjectFiles, packages: Packages): Promise<Steps | null> {
  const { tool, file } = packages;
  if (file === null || tool === null || tool === 'npm') return null;
  if (tool === 'conda') return condaSteps(file);
  const version = await pythonVersion(project);
  return {
    steps: [
      [`- uses: ${SETUP_PYTHON}`, `  with: { ${version.input} }${version.remark}`],
      ...INSTALLS[tool](file),
    ],
    told: [`${tool}: ${file.path} is there; Python ${version.told}`],
  };
}

interface PythonVersion {
  readonly input: string;
  readonly remark: string;
  readonly told: string;
}

const USUAL_PYTHON = '3.12';

async function pythonVersion(project: ProjectFiles): Promise<PythonVersion> {
  const pinned = await project.nearest('.python-version');
  const declared = await project.nearest('pyproject.toml');
  const says = declared !== null && /^(requires-python|python)\s*=/m.test(declared.text) ? declared : null;
  const file = pinned ?? says;
  if (file !== null)
    return {
      input: `python-version-file: ${JSON.stringify(file.path)}`,
      remark: '',
      told: `as ${file.path} says`,
    };
  return {
    input: `python-version: "${USUAL_PYTHON}"`,
    remark: ' # nothing here says which: write the one that you train with',
    told: `${USUAL_PYTHON}, as nothing here says which`,
  };
}

/** Hosted runners have conda; its environment comes first on PATH, so that `python` is the one of the project. */
function condaSteps({ path }: NearFile): Steps {
  const script = [
    `"$CONDA/bin/conda" env create --quiet --file ${shellWord(path)} --prefix "$RUNNER_TEMP/conda"`,
    'echo "$RUNNER_TEMP/conda/bin" >> "$GITHUB_PATH"',
  ];
  return {
    steps: [['- run: |', ...script.map((line) => `    ${line}`)]],
    told: [`conda: ${path} is there`],
  };
}

const DVC_EXTRAS: Readonly<Record<string, string>> = {
  s3: 's3',
  gs: 'gs',
  azure: 'azure',
  ssh: 'ssh',
  gdrive: 'gdrive',
  oss: 'oss',
  webdav: 'webdav',
  webdavs: 'webdav',
  hdfs: 'hdfs',
};

function dvcSteps(project: ProjectFiles, { packages, pulled, dvcRemote }: SetupRequest): Setup & Steps {
  if (pulled.length === 0) return { steps: [], told: [], notes: [] };
  const scheme = /^([a-z0-9]+):\/\//.exec(dvcRemote ?? '')?.[1] ?? '';
  const extra = DVC_EXTRAS[scheme];
  const hasDvc = [...packages.required].some((name) => /^dvc(-|$)/.test(name));
  const install = hasDvc
    ? []
    : [runStep(`pip install ${extra === undefined ? 'dvc' : `'dvc[${extra}]'`}`, '')];
  const command = `${hasDvc ? packages.runner : ''}dvc pull ${pulled.map(shellWord).join(' ')}`;
  const secret =
    `the DVC remote ${dvcRemote ?? ''} needs credentials: give them to the step dvc pull as env from secrets`.replace(
      '  ',
      ' ',
    );
  return {
    steps: [...install, runStep(command, project.below)],
    told: [`dvc pull: DVC holds ${pulled.join(', ')}`],
    notes:
      extra === undefined
        ? dvcRemote === null
          ? ['DVC has no remote, so that a workflow cannot fetch the data: dvc remote add']
          : []
        : [secret],
  };
}

/** A step that runs one line; YAML quotes it where it has to. */
function runStep(command: string, folder: string, remark = ''): Step {
  const plain = /^[A-Za-z][\w ./@=+,-]*$/.test(command);
  return [
    `- run: ${plain ? command : JSON.stringify(command)}${remark === '' ? '' : ` # ${remark}`}`,
    ...(folder === '' ? [] : [`  working-directory: ${JSON.stringify(folder)}`]),
  ];
}
