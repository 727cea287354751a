import { z } from 'zod';
import { DATA_CHECKS, type DataCheckKind } from '../../domain/data-checks/catalogue.ts';
import { columnName } from './parts.ts';

const checkSeverity = z
  .enum(['error', 'warning', 'info'])
  .meta({ description: 'error: nothing is trained on such data; warning and info are shown.' });
const dataCheck = z.union(
  [
    z.enum(['off', 'error', 'warning', 'info']),
    z.strictObject({
      severity: checkSeverity.optional(),
      limit: z.number().nonnegative().optional().meta({ description: 'Instead of the usual limit.' }),
      except: z.array(columnName).optional().meta({ description: 'Columns that it does not look at.' }),
    }),
  ],
  { error: 'expected off, error, warning, info, or {severity, limit, except}' },
);
/** The checks on data for learning, by name. */
export const dataChecks = z.strictObject(
  Object.fromEntries(
    DATA_CHECKS.map(({ kind, finds }) => [
      kind,
      dataCheck.optional().meta({ description: `Finds ${finds}.` }),
    ]),
  ) as Record<DataCheckKind, z.ZodOptional<typeof dataCheck>>,
);
