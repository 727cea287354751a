import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Exchange } from '../http/exchange.ts';
import { describedPath } from './described-operations.ts';
import { toJsonSchema } from './json-schema.ts';

interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
  readonly required?: boolean;
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const description: Description = JSON.parse(
  readFileSync(new URL('./api.github.com.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
// What is not set is an empty text in GitHub's answers, although it should be an address.
ajv.addFormat('uri', (text) => text === '' || URL.canParse(text));
ajv.addSchema(toJsonSchema(description) as object, 'github');

/** Operations that the description has: `get /repos/{owner}/{repo}`. */
export function describedPaths(): string[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
}

/** What is wrong with the requests and their answers, by GitHub's description; one line each, empty when all is well. */
export function contractProblems(exchanges: readonly Exchange[]): string[] {
  return exchanges.flatMap((exchange) =>
    problemsOf(exchange).map((problem) => `${exchange.method} ${exchange.path}: ${problem}`),
  );
}

function problemsOf(exchange: Exchange): string[] {
  if (exchange.operation === '/graphql') return [];
  const path = exchange.operation === null ? null : describedPath(exchange.operation);
  const method = exchange.method.toLowerCase();
  const operation = path === null ? undefined : description.paths[path]?.[method];
  if (path === null || operation === undefined) return ['no such operation'];
  const pointer = `github#/paths/${escaped(path)}/${method}`;
  return [
    ...queryProblems(exchange, operation, pointer),
    ...requestProblems(exchange, operation, pointer),
    ...responseProblems(exchange, operation, pointer),
  ];
}

function queryProblems({ path }: Exchange, { parameters }: Operation, pointer: string): string[] {
  const given = new URL(path, 'http://localhost').searchParams;
  const wrong = parameters.flatMap((parameter, index) => {
    const value = parameter.in === 'query' ? given.get(parameter.name) : null;
    given.delete(parameter.name);
    if (value === null) return [];
    const problems = check(`${pointer}/parameters/${index}/schema`, value, fromText(value));
    return problems.map((problem) => `query: ${parameter.name}${problem}`);
  });
  return [...wrong, ...[...given.keys()].map((name) => `query: ${name} is no parameter`)];
}

/** Numbers and truth values arrive as text. */
function fromText(text: string): unknown {
  return /^(?:\d{1,15}|true|false)$/.test(text) ? JSON.parse(text) : text;
}

/** GitHub ignores a field that it does not know, so a misspelt one is silent there: here it is not. */
function requestProblems(
  { body, status, method }: Exchange,
  operation: Operation,
  pointer: string,
): string[] {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (schema === undefined || method === 'GET')
    return body === null ? [] : ['request: a body where none is wanted'];
  if (body === null) return operation.requestBody?.required === true ? ['request: no body'] : [];
  const known = schema.properties;
  const unknown = known === undefined ? [] : Object.keys(body as object).filter((name) => !(name in known));
  // What was refused as invalid may well be invalid.
  const wrong = status === 422 ? [] : check(`${pointer}/requestBody/content/application~1json/schema`, body);
  return [
    ...unknown.map((name) => `request: ${name} is no field`),
    ...wrong.map((problem) => `request${problem}`),
  ];
}

function responseProblems({ status, response }: Exchange, operation: Operation, pointer: string): string[] {
  if (status === null || Buffer.isBuffer(response)) return [];
  const described = operation.responses[String(status)];
  // Refusals are described for some operations only.
  if (described === undefined) return status >= 400 ? [] : [`response: status ${status} is not described`];
  if (described.content?.['application/json'] === undefined) {
    return response === null || status >= 400 ? [] : [`response: a body with status ${status}`];
  }
  const schema = `${pointer}/responses/${status}/content/application~1json/schema`;
  return check(schema, response).map((problem) => `response${problem}`);
}

const compiled = new Map<string, ValidateFunction>();

/** Problems of the last value, none when one of them fits. */
function check(pointer: string, ...values: readonly unknown[]): string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, validate);
  if (values.some((value) => validate(value))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function escaped(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}
