#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { quickAnswer } from './cli/quick-answer.ts';
import { toldError } from './cli/tell-error.ts';

/** The one entry point. The version and help are answered before anything else is loaded. */
async function main(args: readonly string[]): Promise<void> {
  const answer = quickAnswer(args, toolkitVersion);
  if (answer !== null) {
    (answer.exitCode === 0 ? process.stdout : process.stderr).write(answer.text);
    process.exitCode = answer.exitCode;
    return;
  }
  if (args[0] === 'action') {
    const { runAction } = await import('./runner/run-action.ts');
    process.exitCode = await runAction(args[1] ?? '', {
      toolkit: toolkitVersion(),
      runtime: fileURLToPath(new URL('../runtime', import.meta.url)),
    });
    return;
  }
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  process.exitCode = await runCommandLine(args, toolkitVersion());
}

/** Version in package.json, beside dist/. */
function toolkitVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

function end(error: unknown): never {
  const { exitCode, text } = toldError(error);
  process.stderr.write(text);
  process.exit(exitCode);
}

process.on('uncaughtException', end);

// A reader that has seen enough closes the pipe (`modelyard history | head`): that stops neither the work nor its verdict.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') end(error);
  });
}

await main(process.argv.slice(2)).catch(end);
