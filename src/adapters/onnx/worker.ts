import { ModelyardError, messageOf } from '../../errors.ts';
import type { OpenModel } from './open-model.ts';
import { openModel } from './open-model.ts';
import type { ReplyMessage, RequestKind, RequestMessage, Requests, TransportedError } from './protocol.ts';
import { runCalls } from './run-calls.ts';
import { timeCalls } from './time-calls.ts';

// The entry of a process of its own: the runtime blocks whichever thread calls it, a thread that is ended in the
// middle of a call takes the whole process with it (SIGABRT), and a broken model may crash native code. A process can
// be killed at any time.

let models: OpenModel[] = [];

type Handlers = {
  [K in RequestKind]: (payload: Requests[K]['request']) => Promise<Requests[K]['response']>;
};

const handlers: Handlers = {
  open: async ({ path, beside = false }) => {
    if (!beside) await letGo();
    const model = await openModel(path);
    models.push(model);
    return model.description;
  },
  run: ({ calls, fetch }) => runCalls(opened(), calls, fetch),
  time: (request) => timeCalls(models, request),
  release: letGo,
};

async function letGo(): Promise<null> {
  const held = models;
  models = [];
  for (const { session } of held) await session.release();
  return null;
}

function opened(): OpenModel {
  const model = models.at(-1);
  if (model === undefined) throw new ModelyardError('internal', 'no model has been opened');
  return model;
}

async function answer(message: RequestMessage): Promise<ReplyMessage> {
  try {
    // The compiler cannot see that kind and payload belong together.
    const handle = handlers[message.kind] as (payload: unknown) => Promise<Requests[RequestKind]['response']>;
    return { ok: true, payload: await handle(message.payload) };
  } catch (error) {
    return { ok: false, error: transported(error) };
  }
}

function transported(error: unknown): TransportedError {
  if (error instanceof ModelyardError) {
    return { code: error.code, message: error.message, hint: error.hint ?? null };
  }
  return { code: 'internal', message: `in the model worker: ${messageOf(error)}`, hint: null };
}

// Ctrl-C reaches every process of the terminal; who started this one decides when it ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message: RequestMessage) => {
  void answer(message).then((reply) => process.send?.(reply));
});
