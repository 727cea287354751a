import { Lexer, Parser } from '@actions/expressions';
import { ContextAccess, Expr, IndexAccess, Literal } from '@actions/expressions/ast';

/** A name that an expression reads, part by part: `steps.main.outputs.tag`. null: a part that only a run can tell. */
export type Reference = readonly (string | null)[];

const CONTEXTS = [
  'github',
  'inputs',
  'vars',
  'secrets',
  'needs',
  'jobs',
  'strategy',
  'matrix',
  'steps',
  'job',
  'runner',
  'env',
];
/** The runner supplies these; which of them is there at which place, GitHub's own parser knows. */
const FUNCTIONS = ['success', 'failure', 'cancelled', 'always', 'hashFiles'].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 255,
}));

/** Every name that an expression reads, whole names alone: of `steps.main.outputs.tag` not `steps.main` besides. Throws for what is no expression. */
export function referencesIn(expression: string): Reference[] {
  const { tokens } = new Lexer(expression).lex();
  return namesIn(new Parser(tokens, CONTEXTS, FUNCTIONS).parse());
}

function namesIn(expression: Expr): Reference[] {
  const name = nameOf(expression);
  const rest = name === null ? children(expression) : computedIndexes(expression);
  return [...(name === null ? [] : [name]), ...rest.flatMap(namesIn)];
}

/** null where no context stands at the root: `fromJSON(…).name`. */
function nameOf(expression: Expr): Reference | null {
  if (expression instanceof ContextAccess) return [expression.name.lexeme];
  if (!(expression instanceof IndexAccess)) return null;
  const { expr, index } = expression;
  const before = nameOf(expr);
  return before && [...before, index instanceof Literal ? index.literal.coerceString() : null];
}

/** What is computed between brackets reads names of its own: `matrix[inputs.key]`. */
function computedIndexes(expression: Expr): Expr[] {
  if (!(expression instanceof IndexAccess)) return [];
  return [...computedIndexes(expression.expr), expression.index];
}

function children(expression: Expr): Expr[] {
  return Object.values(expression)
    .flat()
    .filter((value) => value instanceof Expr);
}
