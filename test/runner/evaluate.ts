import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { globSync } from 'tinyglobby';

/** Contexts by name; anything JSON can hold. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What the status functions look at: the job's state for its steps, the composite's own for steps in one. */
export interface Status {
  readonly failed: boolean;
  readonly cancelled: boolean;
}

export interface Scope {
  readonly contexts: Contexts;
  readonly status: Status;
  readonly workspace: string;
}

type Expression = data.ExpressionData;
interface CallableFunction {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
  readonly call: (...args: Expression[]) => Expression;
}

/** Functions that a runner supplies itself. */
function statusFunctions({ status, workspace }: Scope): CallableFunction[] {
  const answers = {
    success: () => !status.failed && !status.cancelled,
    failure: () => status.failed && !status.cancelled,
    cancelled: () => status.cancelled,
    always: () => true,
  };
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer()),
  }));
  return [...functions, { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: hashFiles(workspace) }];
}

/** Only files of the workspace count, as on the platform. */
function hashFiles(workspace: string) {
  return (...patterns: Expression[]) => {
    const files = globSync(
      patterns.map((pattern) => pattern.coerceString()),
      { cwd: workspace, dot: true },
    ).sort();
    const hash = createHash('sha256');
    for (const file of files)
      hash.update(
        createHash('sha256')
          .update(readFileSync(join(workspace, file)))
          .digest(),
      );
    return new data.StringData(files.length === 0 ? '' : hash.digest('hex'));
  };
}

/** The value of one expression. Throws for unknown contexts and functions. */
function evaluate(text: string, scope: Scope): Expression {
  const functions = statusFunctions(scope);
  const { tokens } = new Lexer(text).lex();
  const tree = new Parser(tokens, Object.keys(scope.contexts), functions).parse();
  const contexts = JSON.parse(JSON.stringify(scope.contexts), data.reviver) as data.Dictionary;
  return new Evaluator(
    tree,
    contexts,
    new Map(functions.map((each) => [each.name.toLowerCase(), each])),
  ).evaluate();
}

const EXPRESSION = /\$\{\{(.*?)\}\}/gs;

/** Text with its expressions replaced by their values. */
export function interpolate(text: string, scope: Scope): string {
  return text.replace(EXPRESSION, (_, inner: string) => evaluate(inner, scope).coerceString());
}

/** A value that may be an expression as a whole, as plain JSON: `fromJSON(…)` of a matrix, a boolean. */
export function plainValue(text: string, scope: Scope): unknown {
  const whole = /^\$\{\{(.*)\}\}$/s.exec(text.trim());
  if (whole === null || EXPRESSION.test(whole[1] ?? '')) return interpolate(text, scope);
  return JSON.parse(JSON.stringify(evaluate(whole[1] ?? '', scope), data.replacer)) as unknown;
}

/** `if:`; without a status function of its own it means `success() && (…)`. */
export function condition(text: string | boolean | undefined, scope: Scope): boolean {
  const inner = String(text ?? '')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const asksStatus = /\b(success|failure|cancelled|always)\s*\(/.test(inner);
  if (!asksStatus && (scope.status.failed || scope.status.cancelled)) return false;
  if (inner === '') return true;
  return isTruthy(evaluate(inner, scope));
}

function isTruthy(value: Expression): boolean {
  const plain = JSON.parse(JSON.stringify(value, data.replacer)) as unknown;
  return plain !== null && plain !== false && plain !== 0 && plain !== '';
}
