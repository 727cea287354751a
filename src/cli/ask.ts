import { createInterface } from 'node:readline/promises';
import type { Question } from '../domain/init/found.ts';
import { inertLine } from '../domain/report/escape-markdown.ts';
import { ModelyardError } from '../errors.ts';
import { paint } from './paint.ts';

/** Asks a person in a terminal. */
export interface Asker {
  /** `problem`: why the answer before was refused. Throws `usage` when the input ends. */
  ask(question: Question, problem: string | null): Promise<string>;
  close(): void;
}

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Whether somebody is there who can answer: in CI nobody is, whatever its terminal says. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && (process.env.CI ?? '') === '';
}

/** Questions go to stderr: stdout is for what a command prints. */
export function createAsker(streams: Streams = { input: process.stdin, output: process.stderr }): Asker {
  const { output } = streams;
  let opened: Terminal | null = null;
  return {
    async ask(question, problem) {
      opened ??= openTerminal(streams);
      if (problem !== null) output.write(`${paint('no:', 'yellow')} ${inertLine(problem)}\n`);
      output.write(questionText(question));
      return answer(opened, question);
    },
    close: () => opened?.close(),
  };
}

interface Terminal {
  /** The next line; null when there is none any more. */
  line(prompt: string): Promise<string | null>;
  close(): void;
}

/** Lines that were pasted together are kept for the questions that follow. */
function openTerminal({ input, output }: Streams): Terminal {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async line(prompt) {
      reader.setPrompt(prompt);
      reader.prompt();
      const { value, done } = await lines.next();
      return done === true ? null : value;
    },
    close: () => reader.close(),
  };
}

function questionText({ text, hint, choices }: Question): string {
  const listed = choices.map((choice, index) => `  ${index + 1}  ${inertLine(choice)}`);
  const lines = [
    `${paint('?', 'cyan')} ${inertLine(text)}`,
    ...(hint === undefined ? [] : [`  ${inertLine(hint)}`]),
    ...listed,
  ];
  return `${lines.join('\n')}\n`;
}

/** A number of the list, or the answer itself. */
async function answer(terminal: Terminal, { option, choices }: Question): Promise<string> {
  for (;;) {
    const line = await terminal.line(`  --${option}: `);
    if (line === null) throw new ModelyardError('usage', `nothing is written: --${option} was not answered`);
    const text = line.trim();
    const chosen = /^\d+$/.test(text) ? (choices[Number(text) - 1] ?? text) : text;
    if (chosen !== '') return chosen;
  }
}
