const TARGET = 'src/stages/init/workflow-source.ts';
const EXAMPLE = 'examples/workflows/quickstart.yml';

/** The module that carries the example workflow, and the pinned set-up actions, into the program. `read`: text of a file. */
export function workflowSource(read: (path: string) => string): Map<string, string> {
  const example = read(EXAMPLE);
  const text = [
    '// Made by `npm run generate` from examples/workflows/quickstart.yml and .github/workflows/ci.yml: change them there.',
    '',
    '/** The example workflow, as it is. */',
    `export const QUICKSTART_WORKFLOW = ${literal(example)};`,
    '',
    '/** Actions that set a language up, pinned by commit. */',
    `export const SETUP_PYTHON = '${pinned(example, 'setup-python')}';`,
    `export const SETUP_NODE = '${pinned(read('.github/workflows/ci.yml'), 'setup-node')}';`,
    '',
  ];
  return new Map([[TARGET, text.join('\n')]]);
}

/** A template whose text is the file's, to be read as it stands. */
function literal(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '$\\{')}\``;
}

function pinned(text: string, name: string): string {
  const found = new RegExp(`uses: (actions/${name}@[0-9a-f]{40} # v[\\d.]+)`).exec(text)?.[1];
  if (found === undefined) throw new Error(`no file pins actions/${name}`);
  return found;
}
