import { evaluationSets } from '../../../config/evaluation-sets.ts';
import type { DataSource } from '../../../ports/data-engine.ts';
import { findSource } from '../../data-source.ts';
import { judgeSharedRows, tellingColumns } from '../../shared-rows.ts';
import type { Judging } from '../judging.ts';

/** Evaluation rows that stand in training data with features and label, under whatever id; none where it may be chance. */
export async function copiedRows(
  { context, ports: { engine }, types }: Judging,
  training: DataSource,
): Promise<number> {
  const columns = await engine.describe(training);
  let copied = 0;
  for (const { paths } of evaluationSets(context.model.data)) {
    const source = await findSource(context, paths, { types });
    const telling = tellingColumns(context.model, [await engine.describe(source), columns]);
    const { isMet, failing } = await judgeSharedRows(engine, [source, training], telling);
    if (isMet === false) copied += failing ?? 0;
  }
  return copied;
}
