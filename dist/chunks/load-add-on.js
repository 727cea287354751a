import { createRequire } from "node:module";
import { join } from "node:path";

// src/adapters/add-ons/load-add-on.ts
/** Names the folder whose `node_modules` holds the native add-ons; the GitHub Actions set it. Without it they lie beside the program. */
const RUNTIME_VARIABLE = "MODELYARD_RUNTIME";
/** Loads a native add-on from the runtime folder, or by `beside`. Throws what Node throws when it is not there. */
async function loadAddOn(name, beside) {
	const folder = process.env[RUNTIME_VARIABLE];
	if (folder === void 0 || folder === "") return beside();
	return createRequire(join(folder, "package.json"))(name);
}

export { loadAddOn as n, RUNTIME_VARIABLE as t };