import { Document, isMap, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { ConfigLine, Found } from '../../domain/init/found.ts';
import { visible } from '../../domain/report/escape-markdown.ts';

/** Text of modelyard.yml: one model, each key with the reason above it. */
export function configText(name: Found<string>, lines: readonly ConfigLine[]): string {
  const model = new YAMLMap();
  for (const line of lines) place(model, line);
  const models = new YAMLMap();
  models.items.push(new Pair(keyOf(name.value, `the model's name: ${name.because}`), model));
  const document = new Document();
  const top = new YAMLMap();
  top.items.push(new Pair(new Scalar('version'), new Scalar(1)), new Pair(new Scalar('models'), models));
  document.contents = top as unknown as typeof document.contents;
  document.commentBefore = HEAD;
  document.comment = TAIL;
  return document.toString({ lineWidth: 0, commentString: commented, flowCollectionPadding: false });
}

const HEAD = [
  ' Written by `modelyard init`; yours to change. Above each key stands where its value comes from.',
  ' Every key is described in docs/configuration.md of Modelyard; `modelyard status` checks this file.',
].join('\n');

const TAIL = [
  ' Not written, because nothing here says it:',
  '   evaluate.slices  columns whose parts must not be harmed, e.g. [region]',
  '   deploy           where releases go, e.g. staging: { target: { kind: command, run: ./deploy.sh } }',
  '   monitor          new data to hold against the released profile',
].join('\n');

function place(model: YAMLMap, { path, value, because }: ConfigLine): void {
  const parent = path.slice(0, -1).reduce(mapAt, model);
  const key = path.at(-1) ?? '';
  parent.items.push(new Pair(keyOf(key, because), nodeOf(value)));
}

function mapAt(parent: YAMLMap, key: string): YAMLMap {
  const found = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
  if (isMap(found)) return found;
  const map = new YAMLMap();
  parent.items.push(new Pair(new Scalar(key), map));
  return map;
}

function keyOf(key: string, comment: string): Scalar {
  const scalar = new Scalar(key);
  scalar.commentBefore = wrapped(visible(comment));
  return scalar;
}

const LONGEST_LINE = 90;

/** Lists and maps on one line where they are short. */
function nodeOf(value: unknown): Scalar | YAMLSeq | YAMLMap {
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.flow = JSON.stringify(value).length <= LONGEST_LINE;
    list.items = value.map(nodeOf);
    return list;
  }
  if (value !== null && typeof value === 'object') {
    const map = new YAMLMap();
    map.flow = true;
    for (const [key, each] of Object.entries(value)) map.items.push(new Pair(new Scalar(key), nodeOf(each)));
    return map;
  }
  return textOrValue(value);
}

/** What older readers of YAML take for true, false or a date stands in quotes. */
function textOrValue(value: unknown): Scalar {
  const scalar = new Scalar(value);
  if (typeof value === 'string' && /^(y|n|yes|no|on|off)$|^\d{4}-\d/i.test(value))
    scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

const COMMENT_WIDTH = 96;

/** Words in lines of a readable length. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < COMMENT_WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.join('\n');
}

function commented(comment: string): string {
  return comment
    .split('\n')
    .map((line) => (line === '' ? '' : `#${line}`))
    .join('\n');
}
