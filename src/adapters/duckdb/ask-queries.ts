import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer, Question } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { folded, type GuardedQuery, guardQuery } from './query-guard.ts';
import { narrowRelation, type Relation } from './relation.ts';
import { askInSandbox, type SandboxOptions } from './sandbox.ts';
import { identifier, textLiteral } from './sql.ts';

export interface QueriedTable {
  readonly name: string;
  readonly relation: Relation;
}

/**
 * Answers queries of strangers. What may run is copied, as far as it is read, to files of their own, and runs in a process
 * that can reach nothing else.
 */
export async function askQueries(
  session: EngineSession,
  {
    tables,
    questions,
  }: { readonly tables: readonly QueriedTable[]; readonly questions: readonly Question[] },
  options: SandboxOptions,
): Promise<Answer[]> {
  const names = tables.map(({ name }) => name);
  const guarded = new Map<string, GuardedQuery>();
  const answers = new Map<string, Answer>();
  for (const { id, sql } of questions) {
    const found = await guardQuery(session, sql, names);
    if (typeof found === 'string') answers.set(id, { id, value: null, reason: found });
    else guarded.set(id, found);
  }
  const asked = questions.filter(({ id }) => guarded.has(id));
  if (asked.length > 0) {
    for (const answer of await answerAsked(
      session,
      { tables, asked, guarded: [...guarded.values()] },
      options,
    ))
      answers.set(answer.id, answer);
  }
  return questions.map(({ id }) => answers.get(id) ?? { id, value: null, reason: 'it was not asked' });
}

interface Asking {
  readonly tables: readonly QueriedTable[];
  readonly asked: readonly Question[];
  readonly guarded: readonly GuardedQuery[];
}

async function answerAsked(
  session: EngineSession,
  { tables, asked, guarded }: Asking,
  options: SandboxOptions,
): Promise<Answer[]> {
  const temporaryFolder = await session.makeFolder('queries');
  try {
    const copied = [];
    for (const { name, relation } of tables) {
      const reads = guarded.filter((each) => each.tables.includes(folded(name)));
      if (reads.length === 0) continue;
      const file = join(temporaryFolder, `${copied.length}.parquet`);
      await copyColumns(session, relation, { reads, file });
      copied.push({ name, file });
    }
    return await askInSandbox({ tables: copied, temporaryFolder }, asked, options);
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** Only the columns that some query names, under their names and as their logical types. */
async function copyColumns(
  session: EngineSession,
  relation: Relation,
  { reads, file }: { readonly reads: readonly GuardedQuery[]; readonly file: string },
): Promise<void> {
  const isWhole = reads.some(({ columns }) => columns === null);
  const named = new Set(reads.flatMap(({ columns }) => columns ?? []));
  const used = relation.columns.filter(({ name }) => isWhole || named.has(name.toLowerCase()));
  // A query that only counts rows still needs rows.
  const columns = used.length === 0 ? relation.columns.slice(0, 1) : used;
  const select = columns.map(({ name, typed }) => `${typed} AS ${identifier(name)}`).join(', ');
  const narrow = narrowRelation(
    relation,
    columns.map(({ name }) => name),
  );
  await session.rows(
    `COPY (SELECT ${select} FROM ${narrow.sql}) TO ${textLiteral(file)} (FORMAT parquet)`,
    relation.source,
  );
}
