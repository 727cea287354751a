import { z } from 'zod';
import { duration, ENVIRONMENT_NAME, text } from './parts.ts';

const LATER_TARGETS = ['s3', 'oip', 'kserve', 'oci', 'mlflow'];

const directoryTarget = z.strictObject({
  kind: z.literal('directory').meta({ description: 'directory: a folder that a server reads.' }),
  path: text.meta({ description: 'The folder; it may lie outside the repository.' }),
});

const commandTarget = z.strictObject({
  kind: z.literal('command').meta({ description: 'command: a program of yours that puts models live.' }),
  run: text.meta({
    description: 'The command; called to stage, to activate and to observe, with JSON on stdin and stdout.',
  }),
  timeout: duration.default('10m').meta({ description: 'The most that one call may take.' }),
});

const target = z
  .discriminatedUnion('kind', [directoryTarget, commandTarget], {
    error: ({ input }) => {
      const kind = (input as { readonly kind?: unknown } | null | undefined)?.kind;
      return LATER_TARGETS.includes(String(kind))
        ? `target kind ${kind} is not built yet; use directory or command`
        : 'expected {kind: directory, path} or {kind: command, run}';
    },
  })
  .meta({ description: 'Where the model is put.' });

const environment = z.strictObject({
  target,
  requires: text.optional().meta({ description: 'Environment that must serve the same release first.' }),
});

/** Environments by name. */
export const deploy = z
  .record(z.string(), environment)
  .default({})
  .meta({ description: 'Environments by name.', propertyNames: { pattern: ENVIRONMENT_NAME.source } });
