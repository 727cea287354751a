import { markdownTable } from 'markdown-table';
import { stringify } from 'yaml';
import { HAS_ARTIFACTS } from '../src/adapters/github/enterprise-server.ts';
import { ACTIONS, type ActionDefinition } from '../src/runner/action-definitions.ts';
import type { InputDefinition } from '../src/runner/shared-inputs.ts';

/** The only other actions: what stores and takes artifacts needs a token that the runner gives to no script. */
const UPLOAD = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0';

const DOWNLOAD = 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1';

/** Text of every action.yml and its README by path, as `src/runner/action-definitions.ts` says. */
export function actionFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const action of ACTIONS) {
    const folder = action.name === 'pipeline' ? '' : `actions/${action.name}/`;
    files.set(`${folder}action.yml`, actionYaml(action));
    files.set(folder === '' ? 'actions/README.md' : `${folder}README.md`, readme(action));
  }
  return files;
}

const HEAD = '# Made by `npm run generate` from src/runner/action-definitions.ts: change it there.\n';

function actionYaml(action: ActionDefinition): string {
  const isTop = action.name === 'pipeline';
  const text = stringify(
    {
      name: action.title,
      description: action.description,
      ...(isTop ? { author: 'Modelyard', branding: { icon: 'check-circle', color: 'green' } } : {}),
      inputs: Object.fromEntries(action.inputs.map((input) => [input.name, yamlInput(input)])),
      outputs: Object.fromEntries(
        action.outputs.map(({ name, description }) => [
          name,
          { description, value: expression(`steps.main.outputs.${name}`) },
        ]),
      ),
      runs: { using: 'composite', steps: steps(action) },
    },
    { lineWidth: 110 },
  );
  // A comment beside a value is more than the serializer can write.
  return `${HEAD}${text.replace(/uses: "(.+)"$/gm, 'uses: $1')}`;
}

function expression(text: string): string {
  return `$\{{ ${text} }}`;
}

function yamlInput({ description, default: value = '' }: InputDefinition) {
  return { description, required: false, default: value };
}

function steps({ name, keepsRecords, takesAccepted, goesOnFrom, handsOver }: ActionDefinition): unknown[] {
  const start =
    name === 'pipeline' ? '$GITHUB_ACTION_PATH/actions/start.sh' : '$GITHUB_ACTION_PATH/../start.sh';
  const main = {
    id: 'main',
    shell: 'bash',
    env: { MODELYARD_INPUTS: expression('toJSON(inputs)') },
    run: `exec bash "${start}" ${name}`,
  };
  return [
    ...(takesAccepted === true ? [downloadStep('accept', 'accepted')] : []),
    ...(goesOnFrom === undefined ? [] : [handedStep(goesOnFrom)]),
    main,
    ...(keepsRecords || handsOver === true ? [uploadStep()] : []),
  ];
}

/** Of the same run: without a token and a run of its own it can take nothing else. */
function downloadStep(stage: string, folder: string) {
  return {
    if: expression(HAS_ARTIFACTS),
    uses: DOWNLOAD,
    with: {
      pattern: `modelyard-*-${stage}-*`,
      path: expression(`format('{0}/modelyard-${folder}', runner.temp)`),
      'merge-multiple': true,
    },
  };
}

function handedStep(stages: readonly string[]) {
  const [stage = '', another] = stages;
  const pattern = another === undefined ? stage : `{${stages.join(',')}}`;
  return {
    ...downloadStep(pattern, 'handed'),
    if: expression(`inputs.between-jobs == 'true' && ${HAS_ARTIFACTS}`),
  };
}

function uploadStep() {
  return {
    if: expression("always() && steps.main.outputs.artifact-path != ''"),
    uses: UPLOAD,
    with: {
      name: expression('steps.main.outputs.artifact'),
      path: expression('steps.main.outputs.artifact-path'),
      'if-no-files-found': 'error',
      'compression-level': 0,
      'retention-days': expression('inputs.retention-days'),
    },
  };
}

function readme(action: ActionDefinition): string {
  const isTop = action.name === 'pipeline';
  const uses = isTop ? 'modelyard/modelyard@v0' : `modelyard/modelyard/actions/${action.name}@v0`;
  const sections = [
    `<!-- Made by \`npm run generate\` from src/runner/action-definitions.ts: change it there. -->`,
    `# ${isTop ? 'The actions' : action.title}`,
    action.description,
    ['```yaml', `- uses: ${uses}`, ...(exampleInputs(action) ?? []), '```'].join('\n'),
    '## Inputs',
    markdownTable([
      ['input', 'default', 'meaning'],
      ...action.inputs.map((input) => [`\`${input.name}\``, shownDefault(input), input.description]),
    ]),
    '## Outputs',
    'Set even when the step fails; read them with `if: always()`.',
    markdownTable([
      ['output', 'meaning'],
      ...action.outputs.map(({ name, description }) => [`\`${name}\``, description]),
    ]),
    '## Permissions',
    'The least that the job needs:',
    ...action.permissions.map(({ when, needs }) =>
      [
        `${when[0]?.toUpperCase()}${when.slice(1)}:`,
        '',
        '```yaml',
        'permissions:',
        ...Object.entries(needs).map(([scope, level]) => `  ${scope}: ${level}`),
        '```',
      ].join('\n'),
    ),
    ...(isTop ? [list()] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function shownDefault({ default: value = '' }: InputDefinition): string {
  return value === '' ? '' : `\`${value}\``;
}

function exampleInputs({ inputs }: ActionDefinition): string[] | null {
  const names = inputs.map(({ name }) => name);
  if (names.includes('environment')) return ['  with:', '    environment: staging'];
  return null;
}

function list(): string {
  const rows = ACTIONS.filter(({ name }) => name !== 'pipeline').map(({ name, description }) => [
    `[${name}](${name}/README.md)`,
    description,
  ]);
  return ['## One action per stage', '', markdownTable([['action', 'what it does'], ...rows])].join('\n');
}
