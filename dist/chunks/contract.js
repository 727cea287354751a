import { n as ModelyardError, r as messageOf } from "./errors.js";
import { c as repositoryTop } from "./repository.js";
import { r as loadConfig } from "./load-config.js";
import { a as createEngine, n as chosenModels } from "./command-context.js";
import { d as require_dist } from "./yaml-document.js";
import { l as writeFileAtomic } from "./store.js";
import { r as parseDocument } from "./load-contract.js";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";

// src/cli/bare-context.ts
function createBareContext(given) {
	let loaded = null;
	const file = given.line.text("config");
	return {
		...given,
		engine: createEngine(),
		project: () => {
			loaded ??= loadConfig({
				cwd: process.cwd(),
				file,
				repositoryTop
			});
			return loaded;
		}
	};
}
/** The one model that `--model` names, or that there is. */
async function bareModel({ project, line }) {
	const models = chosenModels(await project(), line.list("model"));
	const [model, another] = models;
	if (model !== void 0 && another === void 0) return model;
	throw new ModelyardError("usage", `modelyard ${line.command.name} works on one model; there are ${models.map(({ name }) => name).join(", ")}`, { hint: "Name it with --model, or name the files." });
}

// src/stages/contract/odcs-yaml.ts
var import_dist = require_dist();
const LONGEST_FLOW = 110;
/** Lists that grow: one entry a line, however few there are. */
const BLOCKS = [
	"schema",
	"properties",
	"quality",
	"slaProperties",
	"columns"
];
/**
* A contract as YAML: small parts on one line each. Texts that YAML 1.1 would take for dates, times or truths are quoted:
* other tools read it so.
*/
function odcsYaml(document) {
	const yaml = new import_dist.Document(document, {
		version: "1.1",
		aliasDuplicateObjects: false
	});
	(0, import_dist.visit)(yaml, { Collection(_key, node, path) {
		if (!(0, import_dist.isCollection)(node) || path.length === 1) return;
		const holder = path.at(-1);
		const name = (0, import_dist.isPair)(holder) && (0, import_dist.isScalar)(holder.key) ? String(holder.key.value) : "";
		if (JSON.stringify(node.toJSON()).length <= LONGEST_FLOW && !BLOCKS.includes(name)) node.flow = true;
	} });
	return yaml.toString({
		lineWidth: 0,
		directives: false
	});
}

// src/cli/contract/deliver-text.ts
/** Text for stdout, or for the file that `--output` names: one that is there is written over only with `--force`. */
async function deliverText({ line, reporter }, { text, json }) {
	const output = line.text("output");
	if (output === null) return {
		json,
		text,
		exitCode: 0
	};
	const path = resolve(output);
	if (await stat(path).catch(() => null) !== null && !line.flag("force")) throw new ModelyardError("refused", `${output} is there already and stays as it is`, { hint: "Name another file, or write over it with --force." });
	await writeFileAtomic(path, text);
	reporter.note(`wrote ${output}`);
	return {
		json,
		text: "",
		exitCode: 0
	};
}

// src/cli/contract/given-contract.ts
/** The contract in a file, or without one that of the model. */
async function readGiven(context, file) {
	const path = file === null ? await configuredPath(context) : {
		written: file,
		absolute: resolve(file)
	};
	return parseDocument(await readText(path), path.written);
}
async function configuredPath(context) {
	const model = await bareModel(context);
	if (model.data.contract !== null) return model.data.contract;
	throw new ModelyardError("config", `models.${model.name} names no contract`, { hint: "Name the file, or set data.contract; modelyard contract infer writes a first one." });
}
/** Text of a plain file. Throws `unreadable` or `input`. */
async function readText({ written, absolute }) {
	if (!(await stat(absolute).catch((cause) => {
		throw new ModelyardError("unreadable", `${written} cannot be read: ${messageOf(cause)}`, { cause });
	})).isFile()) throw new ModelyardError("input", `${written} is not a regular file`);
	return readFile(absolute, "utf8");
}

// src/cli/contract/show.ts
/** A contract as the standard writes it, whatever form it is kept in. */
const showContract = async (context) => {
	const [, file] = context.line.positionals;
	const { document } = await readGiven(context, file ?? null);
	return deliverText(context, {
		text: odcsYaml(document),
		json: document
	});
};

// src/cli/commands/contract.ts
const PARTS = { show: {
	run: showContract,
	options: ["output", "force"],
	mostFiles: 1
} };
const beginning = async (given) => {
	const context = createBareContext(given);
	const [name = "", ...files] = context.line.positionals;
	const part = Object.hasOwn(PARTS, name) ? PARTS[name] : void 0;
	const usage = (message) => new ModelyardError("usage", message, { hint: "See modelyard contract --help." });
	if (part === void 0) throw usage(`modelyard contract needs one of ${Object.keys(PARTS).join(", ")}, found ${JSON.stringify(name)}`);
	if (files.length > part.mostFiles) throw usage(`modelyard contract ${name} does not take ${JSON.stringify(files[part.mostFiles])}`);
	const wrong = context.line.command.options.find((option) => isGiven(context.line, option) && !part.options.includes(option.name));
	if (wrong !== void 0) throw usage(`modelyard contract ${name} has no --${wrong.name}`);
	try {
		return await part.run(context);
	} finally {
		await context.engine.close();
	}
};
function isGiven(line, { name, type }) {
	return type === "boolean" ? line.flag(name) : line.list(name).length > 0;
}

export { beginning };