#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { findCommand, helpText } from './cli/command-table.ts';

/** The one entry point. `--version` and `--help` are answered before anything else is loaded. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
    process.stdout.write(`${toolkitVersion()}\n`);
    return;
  }
  const [first = '--help'] = args;
  if (['--help', '-h', 'help'].includes(first) && findCommand(args[1] ?? '') === null) {
    process.stdout.write(helpText());
    return;
  }
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  process.exitCode = await runCommandLine(args, toolkitVersion());
}

/** Version in package.json, beside dist/. */
function toolkitVersion(): string {
  const file = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return file.version;
}

// A reader that has seen enough closes the pipe (`modelyard history | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

await main(process.argv.slice(2));
