import { Document, isCollection, isPair, isScalar, visit } from 'yaml';

const LONGEST_FLOW = 110;
/** Lists that grow: one entry a line, however few there are. */
const BLOCKS = ['schema', 'properties', 'quality', 'slaProperties', 'columns'];

/**
 * A contract as YAML: small parts on one line each. Texts that YAML 1.1 would take for dates, times or truths are quoted:
 * other tools read it so.
 */
export function odcsYaml(document: unknown): string {
  const yaml = new Document(document, { version: '1.1', aliasDuplicateObjects: false });
  visit(yaml, {
    Collection(_key, node, path) {
      if (!isCollection(node) || path.length === 1) return;
      const holder = path.at(-1);
      const name = isPair(holder) && isScalar(holder.key) ? String(holder.key.value) : '';
      const isShort = JSON.stringify(node.toJSON()).length <= LONGEST_FLOW;
      if (isShort && !BLOCKS.includes(name)) node.flow = true;
    },
  });
  return yaml.toString({ lineWidth: 0, directives: false });
}
