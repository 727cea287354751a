import { n as ModelyardError, r as messageOf } from "./errors.js";
import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";

// src/adapters/files/hash-file.ts
/** SHA-256 of a file's bytes, read as a stream. Throws `unreadable` with the path. */
async function hashFile(path) {
	const hash = createHash("sha256");
	let bytes = 0;
	try {
		for await (const chunk of createReadStream(path)) {
			hash.update(chunk);
			bytes += chunk.length;
		}
	} catch (cause) {
		throw new ModelyardError("unreadable", `cannot read ${path}: ${messageOf(cause)}`, { cause });
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}
/** SHA-256 of bytes in memory, 64 hex digits. */
function hashBytes(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}

export { hashFile as n, hashBytes as t };