// Cuts test/github/openapi/api.github.com.json out of GitHub's whole description: the operations that the double has,
// what they refer to, and nothing that is only for readers. Usage: node scripts/subset-openapi.mjs <api.github.com.json>
// The whole description (13 MB) is in the npm package @octokit/openapi, at generated/api.github.com.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadTypescript } from './load-typescript.mjs';

const TARGET = fileURLToPath(new URL('../test/github/openapi/api.github.com.json', import.meta.url));
const source = process.argv[2];
if (source === undefined) throw new Error('usage: node scripts/subset-openapi.mjs <api.github.com.json>');
const whole = JSON.parse(readFileSync(source, 'utf8'));
const { describedOperations } = await loadTypescript('test/github/openapi/described-operations.ts');

const paths = {};
for (const { method, path } of describedOperations()) {
  const operation = whole.paths[path]?.[method];
  if (operation === undefined) throw new Error(`GitHub describes no ${method} ${path}`);
  paths[path] = { ...paths[path], [method]: slimOperation(operation) };
}
const components = reachable(paths);
write({ openapi: whole.openapi, info: slimInfo(whole.info), paths: sorted(paths), components });

function slimInfo({ title, version, license }) {
  return { title, version, license };
}

function slimOperation({ operationId, parameters = [], requestBody, responses }) {
  return {
    operationId,
    parameters: parameters.map((parameter) => slimParameter(resolve(parameter))),
    ...(requestBody === undefined ? {} : { requestBody: slimContent(requestBody) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, slimContent(resolve(response))]),
    ),
  };
}

function slimParameter({ name, in: place, required = false, schema }) {
  return { name, in: place, required, schema: slimSchema(schema) };
}

function slimContent({ content = {}, required }) {
  const json = content['application/json'];
  return {
    ...(required === undefined ? {} : { required }),
    ...(json === undefined ? {} : { content: { 'application/json': { schema: slimSchema(json.schema) } } }),
  };
}

/** A schema without what is only for readers; a property may be called `description`, so the walk knows where it is. */
function slimSchema(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => !isForReaders(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, slimKeyword(key, value)]));
}

function isForReaders(key) {
  return (
    ['description', 'title', 'example', 'examples', 'externalDocs', 'deprecated'].includes(key) ||
    key.startsWith('x-')
  );
}

function slimKeyword(key, value) {
  if (['properties', 'patternProperties'].includes(key)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, slimSchema(schema)]));
  }
  if (['items', 'additionalProperties', 'not'].includes(key)) return slimSchema(value);
  if (['anyOf', 'oneOf', 'allOf'].includes(key)) return value.map(slimSchema);
  return value;
}

function resolve(thing) {
  return thing.$ref === undefined ? thing : at(thing.$ref);
}

function at(reference) {
  return reference
    .slice(2)
    .split('/')
    .reduce((value, key) => value[key], whole);
}

/** The component schemas that are referred to, directly or by others. */
function reachable(root) {
  const schemas = {};
  const open = [root];
  while (open.length > 0) {
    for (const [reference] of JSON.stringify(open.pop()).matchAll(/#\/components\/schemas\/[^"]+/g)) {
      const name = reference.split('/').at(-1);
      if (name in schemas) continue;
      schemas[name] = slimSchema(at(reference));
      open.push(schemas[name]);
    }
  }
  return { schemas: sorted(schemas) };
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line an entry: small, and a later subset shows what changed. */
function write({ openapi, info, paths: operations, components: { schemas } }) {
  const lines = (object) =>
    Object.entries(object)
      .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const text = `{"openapi": ${JSON.stringify(openapi)}, "info": ${JSON.stringify(info)},\n"paths": {\n${lines(operations)}\n},\n"components": {"schemas": {\n${lines(schemas)}\n}}}\n`;
  JSON.parse(text);
  writeFileSync(TARGET, text);
  console.log(
    `${Object.keys(operations).length} paths, ${Object.keys(schemas).length} schemas, ${text.length} bytes`,
  );
}
