import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluateRecord, trainRecord, validateRecord } from '../../../test/fixtures/report/records.ts';
import { modelCard } from './model-card.ts';

const HOSTILE = [
  'a|b',
  '</details>',
  '$'.concat('{{ secrets.X }}'),
  '---\ntitle: x',
  '[x](javascript:alert(1))',
  '`; rm -rf /',
];

function card(text: string) {
  return modelCard({
    tag: 'visits@v1.0.0',
    model: 'visits',
    digest: `sha256:${'a'.repeat(64)}`,
    commit: 'c'.repeat(40),
    targets: [text],
    train: trainRecord({ command: text }),
    validate: validateRecord(),
    evaluate: evaluateRecord(),
  });
}

describe('the model card', () => {
  it('has front matter that the hub reads, without values that are unknown', () => {
    const [, front = ''] = card('visited').split(/^---$/m);
    const { metrics, pipeline_tag: task, 'model-index': index } = parse(front);
    expect(task).toBe('tabular-classification');
    expect(metrics).toEqual(['roc_auc', 'log_loss']);
    expect(index[0].results[0].metrics.map(({ value }: { value: number }) => value)).toEqual([
      0.7264, 0.5712,
    ]);
  });

  it.each(HOSTILE)('%j stays text', (text) => {
    const [, , body = '', ...rest] = card(text).split(/^---$/m);
    expect(rest).toEqual([]);
    const plain = card('visited').split(/^---$/m)[2] ?? '';
    // The same lines and the same cells: nothing opened a tag, a cell or a line of its own.
    expect(body.split('\n')).toHaveLength(plain.split('\n').length);
    const cells = (markdown: string) =>
      markdown.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length ?? 0);
    expect(cells(body)).toEqual(cells(plain));
    expect(body).not.toContain('</details>');
    expect(body).not.toMatch(/(?<!\\)\[x\]\(/);
  });
});
