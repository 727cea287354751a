import { z } from 'zod';
import { customProperties, stableId } from './odcs-description.ts';

/**
 * Keys of each type of server, those that it needs marked with `!`. A server says where data are kept elsewhere: of all of
 * them only `local` paths are ever read.
 */
const KEYS: Readonly<Record<string, string>> = {
  api: 'location!',
  athena: 'stagingDir! schema! catalog regionName',
  azure: 'location! format! delimiter',
  bigquery: 'project! dataset!',
  clickhouse: 'host! port! database!',
  cloudsql: 'host! port! database! schema!',
  custom:
    'account catalog database dataset delimiter endpointUrl format host location path port project region regionName schema serviceName stagingDir warehouse stream',
  databricks: 'host catalog! schema!',
  db2: 'host! port! database! schema',
  denodo: 'host! port! database',
  dremio: 'host! port! schema',
  duckdb: 'database! schema',
  glue: 'account! database! location format',
  hive: 'host! port database!',
  impala: 'host! port database!',
  informix: 'host! port database!',
  kafka: 'host! format',
  kinesis: 'region format',
  local: 'path! format!',
  mysql: 'host! port! database!',
  oracle: 'host! port! serviceName!',
  postgres: 'host! port! database! schema!',
  postgresql: 'host! port! database! schema!',
  presto: 'host! catalog schema',
  pubsub: 'project!',
  redshift: 'host database! schema! region account',
  s3: 'location! endpointUrl format delimiter',
  sftp: 'location! format delimiter',
  snowflake: 'host port account! database! schema! warehouse',
  sqlserver: 'host! port database! schema!',
  synapse: 'host! port! database!',
  trino: 'host! port! catalog! schema!',
  vertica: 'host! port! database! schema!',
  zen: 'host! port database!',
};

const base = {
  id: stableId,
  server: z.string(),
  description: z.string().optional(),
  environment: z.string().optional(),
  roles: z.array(z.looseObject({})).optional(),
  customProperties,
};

function serverOf(type: string, keys: string) {
  const own = keys.split(' ').map((key) => {
    const name = key.replace('!', '');
    const value = name === 'port' ? z.number().int() : z.string();
    return [name, key.endsWith('!') ? value : value.optional()] as const;
  });
  return z.looseObject({ ...Object.fromEntries(own), ...base, type: z.literal(type) });
}

/** Keys that a server of this type does not have. */
export function unknownServerKeys(server: Readonly<Record<string, unknown>>): string[] {
  const known = (KEYS[String(server.type)] ?? '').replaceAll('!', '').split(' ');
  return Object.keys(server).filter((key) => key !== 'type' && !(key in base) && !known.includes(key));
}

type Server = ReturnType<typeof serverOf>;
const [first, ...others] = Object.entries(KEYS).map(([type, keys]) => serverOf(type, keys)) as [
  Server,
  ...Server[],
];

export const servers = z
  .array(
    z.discriminatedUnion('type', [first, ...others], {
      error: () => `expected a server with type ${Object.keys(KEYS).join(', ')}`,
    }),
  )
  .optional();
