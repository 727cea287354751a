import { z } from 'zod';
import { ModelyardError, messageOf } from '../../../errors.ts';
import type { ReleaseFiles, Target } from '../../../ports/target.ts';
import { digestSchema } from '../../../records/common.ts';
import { hashModel } from '../../files/model-files.ts';
import { runCommand } from '../../process/run-command.ts';

/** What every call of the command has in common. */
export interface CommandHost {
  /** Folder of modelyard.yml. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What the command says on stderr. */
  readonly onOutput: (chunk: Buffer) => void;
}

export interface CommandTargetOptions extends CommandHost {
  readonly run: string;
  readonly timeoutMs: number;
  /** Name of the environment. */
  readonly name: string;
}

/** What the command reads on stdin, one JSON object. */
type Call =
  | { readonly call: 'stage'; readonly release: ReleaseFiles }
  | { readonly call: 'activate'; readonly digest: string | null }
  | { readonly call: 'observe' };

const answerSchema = z.looseObject({
  /** What is served: the digest of the served bytes, null for nothing. */
  digest: digestSchema.nullable(),
  /** File or folder where the served bytes can be read; then they are hashed here and the digest is checked. */
  path: z.string().min(1).optional(),
});

const MOST_ANSWER_BYTES = 1_000_000;

/** Variables by which a process could act as the job: never given to the command. */
const RUNNER_OWN = /^(GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|GH_TOKEN|ACTIONS_.*|INPUT_.*)$/i;

/**
 * A program of the user's that puts models live. It is called once for each step, with JSON on stdin; `observe` answers with
 * JSON on stdout. Exit code 0 is success, anything else fails the step. Throws `outside` for a failing or silent command.
 */
export function createCommandTarget(options: CommandTargetOptions): Target {
  const tell = (model: string, call: Call) => callCommand(options, model, call);
  return {
    location: options.run,
    stage: async (model, release) => void (await tell(model, { call: 'stage', release })),
    activate: async (model, digest) => void (await tell(model, { call: 'activate', digest })),
    async observe(model) {
      const answer = parseAnswer(options, await tell(model, { call: 'observe' }));
      if (answer.digest === null) return null;
      const { digest, path } = answer;
      if (path === undefined) return { digest, path: null };
      return { digest: await servedDigest(options, path), path };
    },
  };
}

async function callCommand(options: CommandTargetOptions, model: string, call: Call): Promise<string> {
  const { run, timeoutMs, name, cwd, environment, signal, onOutput } = options;
  const stdout: Buffer[] = [];
  let bytes = 0;
  const result = await runCommand({
    command: run,
    cwd,
    timeoutMs,
    signal,
    onOutput,
    env: passedEnvironment(environment),
    input: `${JSON.stringify({ schema: 'modelyard/target/1', environment: name, model, ...call })}\n`,
    onStdout(chunk) {
      bytes += chunk.length;
      if (bytes <= MOST_ANSWER_BYTES) stdout.push(chunk);
    },
  });
  if (result.timedOut) throw failed(options, call, `took more than ${timeoutMs / 1000} s`);
  if (result.exitCode !== 0)
    throw failed(options, call, `ended with ${result.signal ?? `exit code ${result.exitCode}`}`);
  if (bytes > MOST_ANSWER_BYTES) throw failed(options, call, `printed ${bytes} bytes on stdout`);
  return Buffer.concat(stdout).toString('utf8');
}

function passedEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !RUNNER_OWN.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), MODELYARD: '1' };
}

function parseAnswer(options: CommandTargetOptions, text: string): z.infer<typeof answerSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw failed(options, { call: 'observe' }, `printed no JSON: ${messageOf(cause)}`);
  }
  const answer = answerSchema.safeParse(value);
  if (answer.success) return answer.data;
  const issue = answer.error.issues[0];
  throw failed(options, { call: 'observe' }, `answered ${issue?.path.join('.')}: ${issue?.message}`);
}

/** The bytes are the truth: what the command says of them does not count. */
async function servedDigest(options: CommandTargetOptions, path: string): Promise<string> {
  try {
    return (await hashModel(path)).digest;
  } catch (cause) {
    throw failed(options, { call: 'observe' }, `names ${path}, which cannot be read: ${messageOf(cause)}`);
  }
}

function failed(
  { name, run }: CommandTargetOptions,
  { call }: Pick<Call, 'call'>,
  what: string,
): ModelyardError {
  return new ModelyardError('outside', `${name}: the target's command (${run}), asked to ${call}, ${what}`, {
    hint: 'See docs/release-and-deploy.md for what it is given and what it must answer.',
  });
}
