import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../../errors.ts';
import { loadAddOn } from '../add-ons/load-add-on.ts';
import { answerOf } from './query-answer.ts';
import type { SandboxReply, SandboxRequest, SandboxSetup } from './sandbox-protocol.ts';
import { identifier, textLiteral } from './sql.ts';

// The entry of a process of its own, in which queries of strangers run: a process can be killed in the middle of a query,
// DuckDB's memory limit does not hold for all that it allocates, and some of its functions end the process.

/** Node and DuckDB need some beyond what a query may use. */
const OVERHEAD_MB = 400;
const WATCH_MS = 50;

let connection: DuckDBConnection | null = null;

async function setUp({ tables, temporaryFolder, memoryLimitMb }: SandboxSetup): Promise<SandboxReply> {
  const { DuckDBInstance } = await loadAddOn('@duckdb/node-api', () => import('@duckdb/node-api'));
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryLimitMb}MB`,
    threads: '2',
    temp_directory: temporaryFolder,
    max_temp_directory_size: `${2 * memoryLimitMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const opened = await instance.connect();
  for (const { name, file } of tables)
    await opened.run(`CREATE VIEW ${identifier(name)} AS SELECT * FROM read_parquet(${textLiteral(file)})`);
  const files = tables.map(({ file }) => textLiteral(file)).join(', ');
  await opened.run(
    `SET TimeZone = 'UTC'; SET allowed_paths = [${files}]; SET enable_external_access = false; SET lock_configuration = true`,
  );
  watchMemory(memoryLimitMb + OVERHEAD_MB);
  connection = opened;
  return { kind: 'ready' };
}

function watchMemory(limitMb: number): void {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > limitMb * 1024 * 1024) end();
  }, WATCH_MS);
  watch.unref();
}

/** At once: `process.exit` waits for a query that runs, which takes more and more memory in the meantime. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function ask(sql: string, timeLimitMs: number): Promise<SandboxReply> {
  const open = connection;
  if (open === null) return { kind: 'refused', reason: 'the sandbox has no tables yet' };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    open.interrupt();
  }, timeLimitMs);
  try {
    // Two rows are enough to see that there is more than one.
    return answerOf(await open.streamAndReadUntil(sql, 2));
  } catch (error) {
    return { kind: 'refused', reason: isLate ? lateReason(timeLimitMs) : plainReason(messageOf(error)) };
  } finally {
    clearTimeout(timer);
  }
}

function lateReason(timeLimitMs: number): string {
  return `it took longer than ${timeLimitMs / 1000} s`;
}

/** What DuckDB says about the query is told; what it says about values could give them away. */
function plainReason(message: string): string {
  const first = message.split('\n')[0] ?? '';
  if (/^(Parser|Binder|Catalog) Error/.test(first)) return first.slice(0, 300);
  if (/^Out of Memory/.test(first)) return 'it needs more memory than a query may have';
  return `it ends in a ${/^[A-Za-z ]{3,40} Error/.exec(first)?.[0] ?? 'DuckDB error'}`;
}

async function answer(request: SandboxRequest): Promise<SandboxReply> {
  try {
    return request.kind === 'setup'
      ? await setUp(request.setup)
      : await ask(request.sql, request.timeLimitMs);
  } catch (error) {
    return { kind: 'refused', reason: `the sandbox cannot start: ${messageOf(error).split('\n')[0]}` };
  }
}

// Ctrl-C reaches every process of the terminal; who started this one decides when it ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', end);
process.on('message', (request: SandboxRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
