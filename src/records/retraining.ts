import { z } from 'zod';
import { ModelyardError } from '../errors.ts';
import type { LogEntry } from './event-log.ts';

/** Written before a workflow is started: the claim of this model's one start within the cool-down. */
const askedSchema = z.object({
  step: z.literal('asked'),
  id: z.string(),
  workflow: z.string(),
  /** Highest id of the workflow's runs then; 0: there was none. */
  after: z.number().int(),
  /** The run that asks. */
  run: z.string(),
});

/** Written after it, when its run was seen. */
const startedSchema = z.object({ step: z.literal('started'), id: z.string(), run: z.number().int() });

const entrySchema = z.discriminatedUnion('step', [askedSchema, startedSchema]);
export type RetrainingEntry = z.infer<typeof entrySchema>;

export interface Asked extends z.infer<typeof askedSchema> {
  readonly at: string;
}

export interface Retrainings {
  /** The newest start that was claimed for the model; null where there is none. */
  readonly last: Asked | null;
  /** Whether its run was seen. */
  readonly isStarted: boolean;
  /** Runs that were started for any model. */
  readonly known: ReadonlySet<number>;
}

/** What the log says of the retrainings of one model. Throws `unreadable` for an entry that cannot be understood. */
export function retrainingsOf(entries: readonly LogEntry[], model: string): Retrainings {
  const own = entries.filter(({ kind }) => kind === 'retrain').map(understood);
  const asked = own.flatMap(({ body, at, of }) =>
    of === model && body.step === 'asked' ? [{ ...body, at }] : [],
  );
  const started = own.flatMap(({ body }) => (body.step === 'started' ? [body] : []));
  const last = asked.at(-1) ?? null;
  return {
    last,
    isStarted: started.some(({ id }) => id === last?.id),
    known: new Set(started.map(({ run }) => run)),
  };
}

function understood({ at, model: of, body }: LogEntry) {
  const checked = entrySchema.safeParse(body);
  if (checked.success) return { at, of, body: checked.data };
  throw new ModelyardError('unreadable', `the log holds a retraining of ${at} that cannot be understood`, {
    hint: 'A newer Modelyard may have written it: use that one.',
  });
}
