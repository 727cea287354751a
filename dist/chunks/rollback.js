import { n as ModelyardError } from "./errors.js";
import { a as deploymentsIn, c as chooseRelease, d as showEnd, l as readyRelease, n as deployResult, o as environmentNamed, r as environmentOf, s as serves, t as deployPorts, u as applyDeployment } from "./deploy-ports.js";
import { r as desired } from "./deployment-log.js";
import { i as onlyModel } from "./command-context.js";

// src/domain/lineage/live-releases.ts
/**
* Releases that an environment can go back through; the last is live. A deployment goes forward; a rollback takes back
* everything since its release was live, so that two in a row go back two releases and never forth again.
*/
function liveReleases(deployments) {
	const live = [];
	for (const { release, action } of deployments) {
		if (live.at(-1) === release) continue;
		const earlier = action === "deploy" ? -1 : live.lastIndexOf(release);
		if (earlier !== -1) live.length = earlier;
		live.push(release);
	}
	return live;
}

// src/stages/deploy/rollback.ts
/** A new deployment of an older release. The order between environments does not hold it up. */
async function rollbackStage(context, ports, options) {
	const environment = environmentNamed(context, options.environment);
	const here = await deploymentsIn(context, ports, environment);
	const live = desired(here);
	const tag = options.to === null ? await releaseLiveBefore(ports.releases, here, environment.name) : await chooseRelease(context, ports.releases, options.to);
	if (live?.release === tag.tag && await serves(context, ports, {
		environment,
		tag
	})) {
		if (!options.dryRun) await showEnd(context, ports, {
			environment: environment.name,
			own: null
		});
		throw new ModelyardError("refused", `${environment.name} serves ${tag.tag} already`, { hint: "Name another version with --to." });
	}
	const release = await readyRelease(ports.releases, tag, options);
	if (options.dryRun) return {
		record: null,
		outcome: "planned",
		release: tag.tag
	};
	return {
		record: await applyDeployment(context, ports, {
			environment,
			release,
			action: "rollback",
			reason: (before) => options.reason ?? `rollback from ${before?.release ?? "nothing"}`,
			guard: (now) => assertUnmoved(here, now, environment.name)
		}),
		outcome: "deployed",
		release: tag.tag
	};
}
/** "The one before" was said of what was live then. */
function assertUnmoved(seen, now, environment) {
	const [before, after] = [desired(seen)?.release, desired(now)?.release];
	if (before === after) return;
	throw new ModelyardError("conflict", `${environment} serves ${after} since a moment ago, no longer ${before}`, { hint: "Look at modelyard history, then run the command again." });
}
/** The release before the live one on the way that this environment went; withdrawn and lost ones are passed over. */
async function releaseLiveBefore(forge, { results }, environment) {
	const { releases } = await forge.listReleases();
	const way = liveReleases(results.filter((record) => record.verdict === "pass"));
	const live = way.at(-1);
	const found = way.slice(0, -1).filter((release) => release !== live).map((tag) => releases.find((release) => release.tag === tag && !release.withdrawn)).findLast((release) => release !== void 0);
	if (found !== void 0) return found;
	throw new ModelyardError("refused", `nothing was live in ${environment} before ${live ?? "now"}`, { hint: "Name a version with --to." });
}

// src/cli/commands/rollback.ts
const command = async (context) => {
	const environment = environmentOf(context);
	const stage = context.stageContext(onlyModel(context));
	const options = {
		environment,
		to: context.line.text("to"),
		reason: context.line.text("reason"),
		dryRun: context.line.flag("dry-run")
	};
	const result = await rollbackStage(stage, await deployPorts(context, stage), options);
	return deployResult(stage, result, environment);
};

export { command };