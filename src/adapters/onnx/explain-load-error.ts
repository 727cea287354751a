import { type ErrorCode, ModelyardError, messageOf } from '../../errors.ts';
import { plainRuntimeText } from './plain-runtime-text.ts';

interface Explanation {
  readonly code?: ErrorCode;
  /** Follows the file's path. */
  readonly text: string;
  readonly hint: string;
}

interface Rule {
  readonly pattern: RegExp;
  /** `runtime`: its name and version. */
  readonly explain: (groups: readonly string[], runtime: string) => Explanation;
}

const TYPE_NAMES: Readonly<Record<string, string>> = { 14: 'complex64', 15: 'complex128', 16: 'bfloat16' };

/** What the runtime says on loading, and what it means. */
const RULES: readonly Rule[] = [
  {
    pattern: /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    explain: ([found, newest], runtime) => ({
      text: `is written in ONNX IR version ${found}; ${runtime} reads up to ${newest}`,
      hint: `Export with the onnx package that ${runtime} was built for, or set model.ir_version = ${newest} before saving.`,
    }),
  },
  {
    pattern: /Opset (\d+) is under development.*support for domain (\S+) is till opset (\d+)/s,
    explain: ([found, domain, newest], runtime) => ({
      text: `uses opset ${found} of ${domain}; ${runtime} knows up to ${newest}`,
      hint: `Export for ${runtime}: with target_opset ${newest} or lower.`,
    }),
  },
  {
    pattern: /Fatal error: (\S+?)\(-?\d+\) is not a registered function\/op/,
    explain: ([operator]) => customOperator(operator ?? ''),
  },
  {
    pattern: /No Op registered for (\S+) with domain_version of (\d+)/,
    explain: ([operator, version]) => ({
      text: `uses the operator ${operator}, which opset ${version} does not have`,
      hint: 'Export with a newer target_opset; operators of your own cannot be run here.',
    }),
  },
  {
    pattern: /Unsupported data type: (\d+)/,
    explain: ([number = '']) => ({
      text: `has an input or output of type ${TYPE_NAMES[number] ?? `number ${number}`}, which cannot be read here`,
      hint: 'Cast it to float32 inside the model.',
    }),
  },
  {
    pattern:
      /External initializer: .* offset: .* are out of bounds|External initializer.*(out of bounds|larger than)/s,
    explain: () => ({
      text: 'keeps weights in a file that is shorter than it says',
      hint: 'The export, copy or download of the external data was interrupted; write graph and weights again.',
    }),
  },
  {
    pattern: /External data path/,
    explain: () => ({
      text: 'keeps weights in a file that is not in its own folder',
      hint: 'Save the external data beside the graph, as plain files; links that lead elsewhere are refused.',
    }),
  },
  {
    pattern: /Failed to construct locale with name:\s*([\w.@-]+)/,
    explain: ([locale]) => ({
      code: 'outside',
      text: `handles texts by the rules of the locale ${locale}, which this machine does not have`,
      hint: `Install it where the model is run and served (Debian, Ubuntu: locale-gen ${locale}), or export for the locale C; in skl2onnx: options={TfidfVectorizer: {"locale": "C"}}.`,
    }),
  },
  {
    pattern: /protobuf parsing failed/i,
    explain: () => ({
      text: 'is damaged: it starts like an ONNX model and does not go on like one',
      hint: 'Export it again, and check that the file arrives unchanged.',
    }),
  },
  {
    pattern: /allocate memory|bad_alloc/i,
    explain: () => ({
      code: 'outside',
      text: 'needs more memory than this machine has',
      hint: 'Use a larger machine, or check that the file is not damaged.',
    }),
  },
];

function customOperator(operator: string): Explanation {
  return {
    text: `uses the custom operator ${operator}, which this runtime does not have`,
    hint: 'Export with standard operators only, or let the training write train.predictions.',
  };
}

/** A model that the runtime refused to load, in words that do not need its source code. */
export function explainLoadError(
  error: unknown,
  { path, version }: { readonly path: string; readonly version: string },
): ModelyardError {
  const runtime = `onnxruntime ${version}`;
  const said = messageOf(error);
  for (const { pattern, explain } of RULES) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const { code = 'input', text, hint } = explain(match.slice(1), runtime);
    return new ModelyardError(code, `${path} ${text}`, { hint, cause: error });
  }
  return new ModelyardError('input', `${path} cannot be loaded: ${plainRuntimeText(said)}`, {
    hint: 'Check it with onnx.checker.check_model(model, full_check=True), and export it again.',
    cause: error,
  });
}
