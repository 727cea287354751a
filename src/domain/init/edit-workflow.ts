/** One step of a job as YAML lines, without the indentation of the list. */
export type Step = readonly string[];

export interface WorkflowChanges {
  /** Glob pattern of the branch whose pushes are released. */
  readonly branch: string;
  /** Steps that training needs; null: not known, the example stays as a comment. */
  readonly setup: readonly Step[] | null;
  /** Told behind the steps, one line each. */
  readonly remarks: readonly string[];
  readonly hasLfs: boolean;
  /** Where modelyard.yml is, when it is not at the top; and what tells this workflow from those of other folders. */
  readonly config: { readonly path: string; readonly suffix: string } | null;
  /** Environment that the newest release goes to; null: releases only. */
  readonly environment: string | null;
}

const STEP_INDENT = '      ';
const PIPELINE = '      - uses: modelyard/modelyard@';
const ACCEPT = '      - uses: modelyard/modelyard/actions/accept@';
const RELEASE = '      - uses: modelyard/modelyard/actions/release@';
const DEPLOY = '      - uses: modelyard/modelyard/actions/deploy@';
const ENVIRONMENT = /^ {4}environment: \{ name: staging, /;

/**
 * The quickstart workflow for one repository. Each change names the very lines it stands on and throws a RangeError where
 * they are not there exactly once: a workflow that lost a line unseen would be worse than none.
 */
export function editWorkflow(source: string, changes: WorkflowChanges): string {
  const steps = [head, branch, withSetup, withoutLfs, withoutDeploy, withConfig, withDeploy];
  return steps
    .reduce<readonly string[]>((lines, step) => step(lines, changes), source.split('\n'))
    .join('\n');
}

type Edit = (lines: readonly string[], changes: WorkflowChanges) => readonly string[];

const head: Edit = (lines, { config, environment }) => {
  const after = environment === null ? 'releases' : 'releases and deploys';
  const first = `# Judges every pull request; after the merge ${after} the very bytes that were reviewed.`;
  const told = replaced(lines, /^# Judges every pull request;/, [first]);
  const named = replaced(told, /^# Copy to /, [
    '# Written by `modelyard init`; yours to change. See docs/github.md of Modelyard.',
  ]);
  if (config === null) return named;
  const own = replaced(named, /^name: modelyard$/, [`name: ${JSON.stringify(`modelyard ${config.suffix}`)}`]);
  return replaced(own, /^ {2}group: modelyard-/, (line) => [
    line.replace('modelyard-', `modelyard-${config.suffix}-`),
  ]);
};

const branch: Edit = (lines, changes) =>
  replaced(lines, /^ {2}push: \{ branches: \[main\] \}$/, [
    `  push: { branches: [${changes.branch === 'main' ? 'main' : JSON.stringify(changes.branch)}] }`,
  ]);

/** Before the steps that may train: in place of the comments that say so. */
const withSetup: Edit = (lines, { setup, remarks }) => {
  const own = (setup ?? []).flatMap((step) => step.map((line) => `${STEP_INDENT}${line}`));
  const told = remarks.map((remark) => `${STEP_INDENT}# ${remark}`);
  const replace = (text: readonly string[], from: number, to: number) => {
    const written = setup === null ? text.slice(from, to) : own;
    return [...text.slice(0, from), ...written, ...told, ...text.slice(to)];
  };
  const check = only(lines, (line) =>
    line.startsWith(`${STEP_INDENT}# Whatever your training needs, for example`),
  );
  const checked = replace(
    lines,
    check,
    only(lines, (line) => line.startsWith(PIPELINE)),
  );
  const accept = only(checked, (line) =>
    line.startsWith(`${STEP_INDENT}# Whatever your training needs, as above`),
  );
  return replace(
    checked,
    accept,
    only(checked, (line) => line.startsWith(ACCEPT)),
  );
};

const withoutLfs: Edit = (lines, { hasLfs }) => {
  if (hasLfs) return lines;
  return lines
    .filter((line) => line !== '          lfs: true')
    .map((line) => line.replace(', lfs: true,', ','));
};

const withoutDeploy: Edit = (lines, { environment }) => {
  if (environment !== null) return lines;
  const at = only(lines, (line) => line.startsWith(DEPLOY));
  const kept = replaced([...lines.slice(0, at), ...lines.slice(at + 2)], ENVIRONMENT, []);
  const ship = only(kept, (line) => line === '  ship:');
  const rights = (line: string, index: number) =>
    index > ship && /^ {6}(deployments: write|actions: read) #/.test(line);
  const least = kept.filter((line, index) => !rights(line, index));
  const told = replaced(least, /^ {2}# Writes the release and moves traffic;/, [
    '  # Writes the release; runs no code of yours.',
  ]);
  return replaced(told, /^ {6}contents: write # /, ['      contents: write # the tag and the release']);
};

const withConfig: Edit = (lines, { config }) => {
  if (config === null) return lines;
  const given = `        with: { config: ${JSON.stringify(config.path)} }`;
  return lines.flatMap((line) =>
    [PIPELINE, ACCEPT, RELEASE].some((action) => line.startsWith(action)) ? [line, given] : [line],
  );
};

const withDeploy: Edit = (lines, { environment, config }) => {
  if (environment === null) return lines;
  const inputs = [
    `environment: ${JSON.stringify(environment)}`,
    ...(config === null ? [] : [`config: ${JSON.stringify(config.path)}`]),
  ];
  const named = replaced(lines, ENVIRONMENT, (line) => [
    line.replace('staging', JSON.stringify(environment)),
  ]);
  return replaced(named, /^ {8}with: \{ environment: staging \}$/, [
    `        with: { ${inputs.join(', ')} }`,
  ]);
};

function replaced(
  lines: readonly string[],
  pattern: RegExp,
  by: readonly string[] | ((line: string) => readonly string[]),
): readonly string[] {
  const at = only(lines, (line) => pattern.test(line));
  const written = typeof by === 'function' ? by(lines[at] ?? '') : by;
  return [...lines.slice(0, at), ...written, ...lines.slice(at + 1)];
}

function only(lines: readonly string[], matches: (line: string) => boolean): number {
  const at = lines.findIndex(matches);
  if (at < 0 || lines.slice(at + 1).some(matches))
    throw new RangeError(`the workflow has not exactly one line that ${matches}`);
  return at;
}

/** What git allows in no name of a branch. */
const NO_BRANCH = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|^[-./]|[./]$/u;

export function isBranchName(name: string): boolean {
  return name !== '' && !NO_BRANCH.test(name);
}

/** A branch as a pattern of workflows that matches it alone: of its special characters names of branches hold only two. */
export function branchPattern(branchName: string): string {
  return branchName.replace(/[+!]/g, '\\$&');
}
