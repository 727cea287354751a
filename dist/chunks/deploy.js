import { i as deployStage, n as deployResult, r as environmentOf, t as deployPorts } from "./deploy-ports.js";
import { a as parseTag } from "./model-digest.js";
import { n as ModelyardError } from "./errors.js";
import { i as releasesOf } from "./baseline-release.js";
import { t as forEachModel } from "./for-each-model.js";

// src/cli/asked-deployments.ts
/**
* The models that are put into an environment, in the order of the config: the one whose version or tag is named; those whose
* tags this run released; else every chosen one. Where no model is named, those that have no such environment, or provably no
* release yet, are left out, and that is told. Throws `usage` or `refused` where none is left.
*/
async function askedDeployments(context, environment) {
	const { line, models } = context;
	const version = line.positionals[0] ?? null;
	const released = tagsOf(line.text("released"));
	if (models.length === 1 || version !== null) {
		const model = modelOf(context, version);
		return [{
			model,
			version,
			released: released.find((tag) => isOf(tag, model)) ?? released[0] ?? null
		}];
	}
	const chosen = line.list("model").length > 0 ? models : withEnvironment(context, environment);
	if (released.length > 0) return ofReleased(context, chosen, released);
	return (line.list("model").length > 0 ? chosen : await withRelease(context, chosen)).map((model) => ({
		model,
		version: null,
		released: null
	}));
}
function tagsOf(text) {
	return (text ?? "").split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
}
function isOf(tag, { name }) {
	return parseTag(tag)?.model === name;
}
/** A version alone does not say whose it is; a tag does. */
function modelOf({ models }, version) {
	const [only, another] = models;
	if (only !== void 0 && another === void 0) return only;
	const found = models.find((model) => isOf(version ?? "", model));
	if (found !== void 0) return found;
	throw new ModelyardError("usage", `${version} is a version of one model; there are ${namesOf(models)}`, { hint: `Name the model with --model, or give its tag, such as ${only?.name}@v1.2.3.` });
}
function ofReleased({ reporter }, models, tags) {
	const asked = models.flatMap((model) => {
		const released = tags.find((tag) => isOf(tag, model));
		if (released !== void 0) return [{
			model,
			version: null,
			released
		}];
		reporter.note(`${model.name}: not among what was released (${tags.join(", ")}); left out`);
		return [];
	});
	if (asked.length > 0) return asked;
	throw new ModelyardError("usage", `${tags.join(", ")} is no release of ${namesOf(models)}`, { hint: "--released takes the tags that modelyard release printed." });
}
function withEnvironment({ models, reporter }, environment) {
	const has = ({ deploy }) => deploy.some(({ name }) => name === environment);
	const left = models.filter(has);
	if (left.length === 0) {
		const known = [...new Set(models.flatMap(({ deploy }) => deploy.map(({ name }) => name)))];
		throw new ModelyardError("usage", `no model has an environment ${environment}`, { hint: known.length === 0 ? "Add it under deploy: of the models." : `The environments are ${known.join(", ")}.` });
	}
	for (const { name } of models.filter((model) => !has(model))) reporter.note(`${name}: has no environment ${environment}; left out`);
	return left;
}
/** What cannot be seen (a shallow clone) is not left out: its own deployment says so. */
async function withRelease({ project, services, reporter }, models) {
	const { releases } = await services.forge(project.repository);
	const list = await releases.listReleases();
	const isUnreleased = ({ name }) => list.complete && releasesOf(list, name).length === 0;
	const left = models.filter((model) => !isUnreleased(model));
	if (left.length === 0) throw new ModelyardError("refused", `none of ${namesOf(models)} has a release to deploy`, { hint: "Run modelyard release first." });
	for (const { name } of models.filter(isUnreleased)) reporter.note(`${name}: has no release yet; left out`);
	return left;
}
function namesOf(models) {
	return models.map(({ name }) => name).join(", ");
}

// src/cli/commands/deploy.ts
/** Several models go one after the other, each with a record and a verdict of its own; one that fails does not stop the others. */
const command = async (context) => {
	const environment = environmentOf(context);
	const asked = await askedDeployments(context, environment);
	const releaseOf = new Map(asked.map(({ model, version, released }) => [model, {
		version,
		released
	}]));
	return forEachModel({
		...context,
		models: asked.map(({ model }) => model)
	}, async (model) => {
		const stage = context.stageContext(model);
		const result = await deployStage(stage, await deployPorts(context, stage), {
			environment,
			version: releaseOf.get(model)?.version ?? null,
			released: releaseOf.get(model)?.released ?? null,
			reason: context.line.text("reason"),
			dryRun: context.line.flag("dry-run")
		});
		return deployResult(stage, result, environment);
	});
};

export { command };