import { n as sha256sumLines, t as isUnsafePartName } from "./model-digest.js";
import { n as ModelyardError } from "./errors.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

// src/adapters/files/model-files.ts
const NO_LINKS = "Links are not followed: let the training copy what they lead to, for example with cp -rL.";
/** Hashes a model: one file, or every file of a folder. Throws `input` for what cannot be a model. */
async function hashModel(path) {
	const info = await lstat(path).catch(() => null);
	if (info === null) throw new ModelyardError("input", `${path}: there is no such file or folder`);
	if (info.isFile()) {
		const { sha256, bytes } = await hashFile(path);
		return {
			digest: `sha256:${sha256}`,
			files: [{
				name: basename(path),
				path,
				sha256,
				bytes
			}]
		};
	}
	if (!info.isDirectory()) throw new ModelyardError("input", `${path}: a model must be a file or a folder`, { hint: NO_LINKS });
	const files = await hashFolder(path);
	if (files.length === 0) throw new ModelyardError("input", `${path}: the model's folder is empty`);
	return {
		digest: `sha256:${hashBytes(sha256sumLines(files))}`,
		files
	};
}
async function hashFolder(folder, prefix = "") {
	const files = [];
	for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
		const name = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
		const path = join(folder, name);
		if (isUnsafePartName(name)) throw new ModelyardError("input", `${JSON.stringify(name)}: names with a line break or a backslash are refused`);
		if (entry.isDirectory()) files.push(...await hashFolder(folder, name));
		else if (entry.isFile()) files.push({
			name,
			path,
			...await hashFile(path)
		});
		else throw new ModelyardError("input", `${path}: a model's folder may hold plain files only`, { hint: NO_LINKS });
	}
	return files;
}

export { hashModel as t };