import { i as deployStage, n as deployResult, r as environmentOf, t as deployPorts } from "./deploy-ports.js";
import { i as onlyModel } from "./command-context.js";

// src/cli/commands/deploy.ts
const command = async (context) => {
	const environment = environmentOf(context);
	const stage = context.stageContext(onlyModel(context));
	const options = {
		environment,
		version: context.line.positionals[0] ?? null,
		released: context.line.text("released"),
		reason: context.line.text("reason"),
		dryRun: context.line.flag("dry-run")
	};
	const result = await deployStage(stage, await deployPorts(context, stage), options);
	return deployResult(stage, result, environment);
};

export { command };