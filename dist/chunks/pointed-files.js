import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as chooseFetch } from "./choose-fetch.js";
import { C as string, p as array, v as number, y as object } from "./schemas.js";
import { it as require_dist } from "./registry.js";
import { constants, createReadStream, createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { chmod, copyFile, mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { pipeline } from "node:stream/promises";
import { tmpdir } from "node:os";

// src/adapters/dvc/dvc-settings.ts
/**
* The settings for a pointer: of the nearest `.dvc` folder above it, with what `config.local` adds. `checkout` is the
* repository as it is worked in: a commit that is laid out elsewhere has neither its cache nor its `config.local`.
*/
async function readSettings(pointer, checkout) {
	const nearest = await nearestFolder(dirname(pointer));
	const checkedOut = await isFolder(join(checkout, ".dvc")) ? join(checkout, ".dvc") : nearest;
	const own = nearest ?? checkedOut;
	if (own === null || checkedOut === null) return null;
	const files = [
		join(own, "config"),
		join(own, "config.local"),
		join(checkedOut, "config.local")
	];
	const sections = /* @__PURE__ */ new Map();
	for (const file of new Set(files)) mergeInto(sections, await readSections(file));
	const cache = sections.get("cache")?.dir;
	const caches = [own, checkedOut].map((folder) => resolve(folder, cache ?? "cache"));
	return {
		root: nearest === null ? dirname(pointer) : dirname(nearest),
		caches: [...new Set(caches)],
		defaultRemote: sections.get("core")?.remote ?? null,
		remotes: Object.fromEntries([...sections].flatMap(([section, keys]) => {
			const name = /^remote "(.*)"$/.exec(section)?.[1];
			return name === void 0 ? [] : [[name, keys]];
		}))
	};
}
async function nearestFolder(start) {
	for (let folder = start;; folder = dirname(folder)) {
		if (await isFolder(join(folder, ".dvc"))) return join(folder, ".dvc");
		if (dirname(folder) === folder) return null;
	}
}
async function isFolder(path) {
	return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
function mergeInto(all, more) {
	for (const [section, keys] of more) all.set(section, {
		...all.get(section),
		...keys
	});
}
/** Paths are relative to the folder of the file that says them. */
async function readSections(file) {
	const sections = parseSections(await readFile(file, "utf8").catch((cause) => {
		if (cause.code === "ENOENT") return "";
		throw new ModelyardError("unreadable", `cannot read ${file}: ${messageOf(cause)}`, { cause });
	}));
	for (const keys of sections.values()) {
		const { url } = keys;
		if (url !== void 0 && !isAbsolute(url) && !/^[a-z][a-z0-9+]*:\/\//i.test(url)) keys.url = resolve(dirname(file), url);
	}
	return sections;
}
/** `[section]`, `['remote "name"']` and `key = value`, with remarks after `#` or `;` at the beginning of a line. */
function parseSections(text) {
	const sections = /* @__PURE__ */ new Map();
	let keys = {};
	for (const line of text.split(/\r?\n/)) {
		const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
		const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (section !== void 0) {
			const name = section.trim().replace(/^(['])(.*)\1$/, "$2");
			keys = sections.get(name) ?? {};
			sections.set(name, keys);
		} else if (key !== void 0) keys[key] = (value ?? "").replace(/^(["'])(.*)\1$/, "$2");
	}
	return sections;
}

// src/adapters/dvc/md5-check.ts
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
/** DVC 2 looked at so many bytes at once: a CR LF across their border stayed one. */
const PIECE_BYTES = 1 << 20;
/** Holds bytes against an MD5, as they are and, for pointers of DVC 2, as text whose lines end with LF. */
function md5Check(isLegacy) {
	const plain = createHash("md5");
	const unix = isLegacy ? unixHash() : null;
	let bytes = 0;
	return {
		update(chunk) {
			bytes += chunk.length;
			plain.update(chunk);
			unix?.update(chunk);
		},
		/** Ends the check. */
		end(md5) {
			const found = plain.digest("hex");
			return {
				isEqual: found === md5 || unix?.digest() === md5,
				found,
				bytes
			};
		}
	};
}
function unixHash() {
	const hash = createHash("md5");
	let position = 0;
	let isPending = false;
	const piece = (bytes) => {
		const kept = [];
		for (const byte of bytes) {
			if (isPending && byte !== LINE_FEED) kept.push(CARRIAGE_RETURN);
			isPending = byte === CARRIAGE_RETURN;
			if (!isPending) kept.push(byte);
		}
		hash.update(Uint8Array.from(kept));
	};
	const flush = () => {
		if (isPending) hash.update(Uint8Array.of(CARRIAGE_RETURN));
		isPending = false;
	};
	return {
		update(chunk) {
			for (let at = 0; at < chunk.length;) {
				const size = Math.min(chunk.length - at, PIECE_BYTES - position % PIECE_BYTES);
				piece(chunk.subarray(at, at + size));
				at += size;
				position += size;
				if (position % PIECE_BYTES === 0) flush();
			}
		},
		digest() {
			flush();
			return hash.digest("hex");
		}
	};
}

// src/adapters/dvc/s3-remote.ts
/** S3 and what speaks like it. Requests are signed (Signature Version 4) where credentials are given, and plain otherwise. */
function openS3(settings, access) {
	const place = placeOf(settings, access.environment);
	const credentials = credentialsOf(settings, access.environment);
	const label = settings.url ?? "s3";
	let region = place.region;
	const ask = async (key) => {
		const response = await send(objectUrl({
			...place,
			region
		}, key), {
			region,
			credentials,
			access,
			label
		});
		const own = response.headers.get("x-amz-bucket-region");
		if (![
			301,
			307,
			400
		].includes(response.status) || own === null || own === region) return response;
		await response.body?.cancel();
		region = own;
		return send(objectUrl({
			...place,
			region
		}, key), {
			region,
			credentials,
			access,
			label
		});
	};
	return {
		label,
		async open(key) {
			const response = await ask(key);
			if (response.status === 200 && response.body !== null) return response.body;
			const code = /<Code>([^<]*)<\/Code>/.exec((await response.text()).slice(0, 1e4))?.[1] ?? "";
			if (response.status === 404 && code !== "NoSuchBucket") return null;
			throw refusal({
				status: response.status,
				code,
				label,
				hasCredentials: credentials !== null
			});
		}
	};
}
function placeOf(settings, environment) {
	const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(settings.url ?? "") ?? [];
	const endpoint = settings.endpointurl ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? "";
	const region = settings.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1";
	if (bucket === "" || endpoint !== "" && !/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/i.test(endpoint)) throw new ModelyardError("input", `the DVC remote ${settings.url} has an address that cannot be read`, { hint: "Write url = s3://bucket/path and endpointurl = https://host." });
	return {
		bucket,
		prefix: path.replace(/^\/+|\/+$/g, ""),
		endpoint: endpoint === "" ? null : endpoint.replace(/\/+$/, ""),
		region
	};
}
/** Of the config where it has them (`config.local`), else of the environment; null: there are none. */
function credentialsOf(settings, environment) {
	const [accessKeyId, secretAccessKey, sessionToken] = settings.access_key_id !== void 0 && settings.secret_access_key !== void 0 ? [
		settings.access_key_id,
		settings.secret_access_key,
		settings.session_token
	] : [
		environment.AWS_ACCESS_KEY_ID,
		environment.AWS_SECRET_ACCESS_KEY,
		environment.AWS_SESSION_TOKEN
	];
	if (!accessKeyId || !secretAccessKey || /^true$/i.test(settings.allow_anonymous_login ?? "")) return null;
	return {
		accessKeyId,
		secretAccessKey,
		...sessionToken ? { sessionToken } : {}
	};
}
/** Buckets of a server of one's own, and names with dots, go into the path: no certificate would fit their host. */
function objectUrl({ bucket, prefix, endpoint, region }, key) {
	const path = [...prefix === "" ? [] : prefix.split("/"), ...key.split("/")].map(encodeURIComponent);
	if (endpoint !== null) return [
		endpoint,
		encodeURIComponent(bucket),
		...path
	].join("/");
	const host = `s3.${region}.amazonaws.com`;
	return bucket.includes(".") ? [
		`https://${host}`,
		encodeURIComponent(bucket),
		...path
	].join("/") : [`https://${bucket}.${host}`, ...path].join("/");
}
const PAUSES_MS = [
	500,
	2e3,
	5e3
];
const ANSWER_MS = 3e4;
/** One request, again where the store or the line is down for a moment. Redirections are not followed: they are not signed for. */
async function send(url, { region, credentials, access, label }) {
	const fetch = await chooseFetch(access.environment);
	const pauses = access.pausesMs ?? PAUSES_MS;
	for (let attempt = 0;; attempt += 1) {
		const pauseMs = pauses[attempt];
		try {
			const response = await answered(fetch, {
				url,
				headers: credentials === null ? {} : await signed(url, region, credentials),
				signal: access.signal
			});
			if (response.status < 500 && response.status !== 429 || pauseMs === void 0) return response;
			await response.body?.cancel();
		} catch (cause) {
			assertGoesOn(access.signal);
			if (pauseMs === void 0) throw new ModelyardError("outside", `${label} does not answer: ${reasonOf(cause)}`, {
				cause,
				hint: "Look whether the address is right and can be reached from here."
			});
		}
		await setTimeout$1(pauseMs ?? 0, void 0, { signal: access.signal }).catch(() => assertGoesOn(access.signal));
	}
}
/** An answer must begin in time; how long its bytes take is another matter. */
async function answered(fetch, { url, headers, signal }) {
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(/* @__PURE__ */ new Error(`no answer within ${ANSWER_MS / 1e3} s`)), ANSWER_MS);
	try {
		return await fetch(url, {
			headers,
			redirect: "manual",
			signal: AbortSignal.any([signal, late.signal])
		});
	} finally {
		clearTimeout(timer);
	}
}
async function signed(url, region, credentials) {
	const { AwsV4Signer } = await import("./aws4fetch.esm.js");
	const { headers } = await new AwsV4Signer({
		...credentials,
		url,
		region,
		service: "s3"
	}).sign();
	return Object.fromEntries(headers);
}
function assertGoesOn(signal) {
	if (signal.aborted) throw new ModelyardError("interrupted", "interrupted while data were fetched");
}
/** fetch hides why in the cause. */
function reasonOf(error) {
	const { cause } = error;
	return cause === void 0 ? messageOf(error) : messageOf(cause);
}
function refusal({ status, code, label, hasCredentials }) {
	const what = `${label} answers ${status}${code === "" ? "" : ` (${code})`}`;
	if (status !== 401 && status !== 403) return new ModelyardError("outside", what, { hint: "Look at the remote in .dvc/config." });
	return new ModelyardError("outside", what, { hint: hasCredentials ? "The credentials may not read it, or the object is not there and they may not list the bucket." : "No credentials were given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY." });
}

// src/adapters/dvc/open-remote.ts
/** The remote of a name, or the default one. Throws `input` where there is none, or of a kind that cannot be read here. */
function openRemote(settings, name, access) {
	const wanted = name ?? settings.defaultRemote;
	if (wanted === null) throw new ModelyardError("input", `${settings.root}/.dvc/config names no default remote`, { hint: "Set one with dvc remote default, or run dvc pull first." });
	const { url, ...keys } = resolved(settings, wanted);
	if (url === void 0) throw new ModelyardError("input", `${settings.root}/.dvc/config has no remote ${wanted}`, { hint: "Add it with dvc remote add, or run dvc pull first." });
	if (/^true$/i.test(keys.version_aware ?? "") || /^true$/i.test(keys.worktree ?? "")) throw unreadableKind(wanted, "with versions of the cloud");
	const kind = /^([a-z][a-z0-9+]*):\/\//i.exec(url)?.[1]?.toLowerCase() ?? null;
	if (kind === null) return folderRemote(url);
	if (kind === "file") return folderRemote(fileURLToPath(url));
	if (kind === "s3") return openS3({
		...keys,
		url
	}, access);
	throw unreadableKind(wanted, `at ${kind}://`);
}
/** `remote://name/path` goes on from another remote. */
function resolved({ remotes }, name) {
	const own = Object.hasOwn(remotes, name) ? remotes[name] ?? {} : {};
	const [, other = "", path = ""] = /^remote:\/\/([^/]+)(.*)$/.exec(own.url ?? "") ?? [];
	if (other === "" || other === name) return own;
	const base = Object.hasOwn(remotes, other) ? remotes[other] ?? {} : {};
	return {
		...base,
		...own,
		...base.url === void 0 ? {} : { url: `${base.url}${path}` }
	};
}
function unreadableKind(name, what) {
	return new ModelyardError("not-built", `reading the DVC remote ${name} ${what} is not built yet`, { hint: "Run dvc pull in a step before; what is pulled is used as it is." });
}
function folderRemote(folder) {
	return {
		label: folder,
		async open(key) {
			const path = join(folder, key);
			return await stat(path).catch((error) => {
				if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
				throw error;
			}) === null ? null : bytesOf(path);
		}
	};
}
/** Opened when it is read: an error before that would have no listener. */
async function* bytesOf(path) {
	yield* createReadStream(path);
}

// src/adapters/dvc/remote.ts
/** Where an object lies below a cache or a remote: `files/md5/ab/cdef…`, before DVC 3 `ab/cdef…`; the list of a folder ends in `.dir`. */
function objectKey({ md5, isFolder, isLegacy }) {
	const place = `${md5.slice(0, 2)}/${md5.slice(2)}${isFolder ? ".dir" : ""}`;
	return isLegacy ? place : `files/md5/${place}`;
}

// src/adapters/dvc/fetch-object.ts
/**
* Writes the bytes of an object to a path, whole and with the right MD5 or not at all: from the cache, or from the remote
* and then into the cache, too. Throws `input` where neither has it, and `outside` where the remote cannot be read.
*/
async function fetchObject(object, stores, to) {
	const keys = keysOf(object);
	const damaged = [];
	for (const cache of stores.settings.caches) for (const key of keys) {
		const path = join(cache, key);
		if (!await isFile(path)) continue;
		if (await take(object, {
			to,
			open: () => createReadStream(path)
		}) === null) return;
		damaged.push(path);
	}
	const remote = openRemoteOr(object, stores, damaged);
	if (!await fromRemote(object, {
		stores,
		remote,
		keys,
		to
	})) throw absent(object, remote, damaged);
}
/** Its own layout first; an object is its MD5, wherever it lies. */
function keysOf(object) {
	return [objectKey(object), objectKey({
		...object,
		isLegacy: !object.isLegacy
	})];
}
async function isFile(path) {
	return (await stat(path).catch(() => null))?.isFile() ?? false;
}
function openRemoteOr(object, stores, damaged) {
	try {
		return openRemote(stores.settings, object.remote, stores);
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		const what = damaged.length === 0 ? "is not in the DVC cache" : `is damaged in the DVC cache (${damaged[0]})`;
		throw new ModelyardError(error.code, `${object.label} ${what}, and ${error.message}`, {
			cause: error,
			...error.hint === void 0 ? {} : { hint: error.hint }
		});
	}
}
function absent(object, remote, damaged) {
	const cache = damaged.length === 0 ? "is neither in the DVC cache nor" : "is damaged in the DVC cache and not";
	return new ModelyardError("input", `${object.label} (MD5 ${object.md5}) ${cache} in ${remote.label}`, { hint: "Run dvc push where the data are." });
}
const MOST_TRIES = 3;
async function fromRemote(object, { stores, remote, keys, to }) {
	const cached = await cachePlace(stores.settings, keys[0] ?? "");
	for (const key of keys) {
		let problem = null;
		for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
			const bytes = await openOf(remote, key, object);
			if (bytes === null) break;
			const onBytes = (done) => stores.onBytes?.(object.label, done, object.bytes);
			problem = await take(object, {
				to: cached ?? to,
				open: () => bytes,
				onBytes,
				signal: stores.signal
			});
			if (problem !== null) continue;
			if (cached !== null) await layOut$1(cached, to);
			return true;
		}
		if (problem !== null) throw new ModelyardError("outside", `${object.label} cannot be fetched from ${remote.label}: ${problem}`, { hint: "Run again; if it stays so, the object there is damaged: dvc push it anew." });
	}
	return false;
}
async function openOf(remote, key, { label }) {
	return remote.open(key).catch((cause) => {
		if (!(cause instanceof ModelyardError)) throw new ModelyardError("unreadable", `cannot read ${label} in ${remote.label}: ${messageOf(cause)}`, { cause });
		if (cause.code === "interrupted") throw cause;
		const hint = cause.hint === void 0 ? {} : { hint: cause.hint };
		throw new ModelyardError(cause.code, `${label} cannot be fetched: ${cause.message}`, {
			cause,
			...hint
		});
	});
}
/** Only a cache that is there, or that lies in `.dvc` itself, is written to. */
async function cachePlace({ caches }, key) {
	for (const cache of [...caches].reverse()) {
		const isOwn = basename(dirname(cache)) === ".dvc";
		const isThere = (await stat(cache).catch(() => null))?.isDirectory() === true;
		if (isOwn || isThere) return join(cache, key);
	}
	return null;
}
/** Copies a verified object, which the cache keeps. File systems that can share the bytes do. */
async function layOut$1(cached, to) {
	await chmod(cached, 292);
	await intoPlace(to, (temporary) => copyFile(cached, temporary, constants.COPYFILE_FICLONE));
	await chmod(to, 420);
}
/** Writes bytes to a path if they are those of the object; else says what is wrong with them. */
async function take(object, { to, open, onBytes, signal }) {
	const check = md5Check(object.isLegacy);
	let done = 0;
	const looked = async function* (bytes) {
		for await (const chunk of withinTime(bytes)) {
			check.update(chunk);
			done += chunk.length;
			onBytes?.(done);
			if (object.bytes !== null && done > object.bytes && !object.isLegacy) throw new Error(`it has more than ${object.bytes} bytes`);
			yield chunk;
		}
	};
	const wrong = /* @__PURE__ */ new Error("its bytes are others");
	try {
		await intoPlace(to, async (temporary) => {
			const options = signal === void 0 ? {} : { signal };
			await pipeline(open(), looked, createWriteStream(temporary, { mode: 420 }), options);
			const { isEqual, found } = check.end(object.md5);
			if (!isEqual) throw new Error(`its MD5 is ${found}, and ${object.md5} is expected`, { cause: wrong });
		});
		return null;
	} catch (error) {
		if (signal?.aborted === true) throw new ModelyardError("interrupted", "interrupted while data were fetched");
		if (error instanceof Error && "syscall" in error && "path" in error) throw error;
		return messageOf(error);
	}
}
const STALL_MS = 6e4;
/** A connection that stays open without a byte is an error, not a wait without end. */
async function* withinTime(bytes) {
	const iterator = bytes[Symbol.asyncIterator]();
	for (;;) {
		let timer;
		const late = new Promise((_, reject) => {
			timer = setTimeout(() => reject(/* @__PURE__ */ new Error(`no byte arrived for ${STALL_MS / 1e3} s`)), STALL_MS);
		});
		const next = await Promise.race([iterator.next(), late]).finally(() => clearTimeout(timer));
		if (next.done === true) return;
		yield next.value;
	}
}
/** Writes beside the place and renames: nothing half-written is ever there. */
async function intoPlace(path, write) {
	await mkdir(dirname(path), { recursive: true });
	const temporary = join(dirname(path), `.${randomBytes(6).toString("hex")}.tmp`);
	try {
		await write(temporary);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

// src/adapters/dvc/in-parallel.ts
const MOST_AT_ONCE = 4;
/** Works on items a few at a time; after a failure none is begun, and it is thrown when those under way have ended. */
async function inParallel(items, work) {
	const open = [...items].reverse();
	const failures = [];
	const worker = async () => {
		for (let item = open.pop(); item !== void 0 && failures.length === 0; item = open.pop()) await work(item).catch((error) => failures.push(error));
	};
	await Promise.all(Array.from({ length: MOST_AT_ONCE }, worker));
	if (failures.length > 0) throw failures[0];
}

// src/adapters/dvc/read-pointer.ts
var import_dist = require_dist();
const MOST_BYTES = 1 << 20;
const out = object({
	path: string().min(1),
	md5: string().regex(/^[0-9a-f]{32}(\.dir)?$/),
	size: number().int().nonnegative().optional(),
	hash: string().optional(),
	remote: string().optional()
});
const pointer = object({
	outs: array(out).min(1),
	wdir: string().optional()
});
/** Reads a pointer. Throws `input` for what is none, or is one of another kind, and `unreadable` where it cannot be read. */
async function readPointer(path, label) {
	const parsed = pointer.safeParse(await readYaml(path, label));
	if (!parsed.success) throw new ModelyardError("input", `${label} is not a .dvc pointer with the MD5 of its data`, { hint: "Write it with dvc add; versions that a cloud keeps by itself are not built yet." });
	const folder = join(dirname(path), parsed.data.wdir ?? ".");
	return parsed.data.outs.map(({ path: name, md5, size, hash, remote }) => {
		if (isAbsolute(name)) throw outside(label, name);
		return {
			path: join(folder, name),
			md5: md5.slice(0, 32),
			isFolder: md5.endsWith(".dir"),
			bytes: md5.endsWith(".dir") ? null : size ?? null,
			isLegacy: hash !== "md5",
			remote: remote ?? null
		};
	});
}
/** Data of a pointer must lie in the repository that holds it. */
function outside(label, path) {
	return new ModelyardError("input", `${label} stands for ${path}, which lies outside of its repository`, { hint: "Keep the data below the folder that holds .dvc." });
}
async function readYaml(path, label) {
	try {
		const { size } = await stat(path);
		if (size > MOST_BYTES) return null;
		return (0, import_dist.parse)(await readFile(path, "utf8"), { maxAliasCount: 10 });
	} catch (cause) {
		if (cause.syscall === void 0) return null;
		throw new ModelyardError("unreadable", `cannot read ${label}: ${messageOf(cause)}`, { cause });
	}
}

// src/adapters/dvc/pointed-files.ts
/**
* Puts what a `.dvc` pointer stands for into the work tree, as `dvc pull` does, and gives its files, those of a folder
* sorted. What is there already is held against the MD5. Throws `input` where it is something else, or is nowhere.
*/
async function fetchPointed(pointer, access) {
	const label = access.label(pointer);
	const settings = await readSettings(pointer, access.checkout);
	const files = [];
	for (const out of await readPointer(pointer, label)) {
		await assertInside(settings?.root ?? access.checkout, out.path, label);
		const stores = {
			...access,
			settings: settings ?? withoutDvc(access.checkout)
		};
		files.push(...out.isFolder ? await layOutFolder(out, stores, access) : [await layOutFile(out, stores, access)]);
	}
	return files;
}
/** The files that a pointer stands for and that are in the work tree; nothing is fetched. */
async function pointedFiles(pointer, label) {
	const files = [];
	for (const { path } of await readPointer(pointer, label)) {
		const info = await stat(path).catch(() => null);
		if (info?.isDirectory() === true) files.push(...await filesBelow(path));
		else if (info !== null) files.push(path);
	}
	return files;
}
function withoutDvc(root) {
	return {
		root,
		caches: [],
		defaultRemote: null,
		remotes: {}
	};
}
/** Neither by its name nor through a link may data leave the repository. */
async function assertInside(root, path, label) {
	const real = await realOf(path);
	if (leaves(root, path) || leaves(await realpath(root), await realOf(dirname(path)))) throw outside(label, real);
}
function leaves(outer, path) {
	const inside = relative(outer, path);
	return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}
async function realOf(path) {
	const real = await realpath(path).catch(() => null);
	if (real !== null || dirname(path) === path) return real ?? path;
	return join(await realOf(dirname(path)), relative(dirname(path), path));
}
async function layOutFile(out, stores, { label }) {
	await layOut({
		...out,
		label: label(out.path)
	}, stores, out.path);
	return out.path;
}
async function layOut(object, stores, path) {
	const info = await stat(path).catch(() => null);
	if (info === null) return fetchObject(object, stores, path);
	if (!info.isFile()) throw new ModelyardError("input", `${object.label} is no plain file, and its .dvc pointer stands for one`, { hint: "Remove it, or write the pointer anew with dvc add." });
	const check = md5Check(object.isLegacy);
	for await (const chunk of createReadStream(path)) check.update(chunk);
	const { isEqual, found } = check.end(object.md5);
	if (isEqual) return;
	throw new ModelyardError("input", `${object.label} is not what its .dvc pointer says: its MD5 is ${found}, not ${object.md5}`, { hint: "If the data changed, run dvc add; else remove the file, or run dvc pull --force." });
}
const manifestSchema = array(object({
	md5: string().regex(/^[0-9a-f]{32}$/),
	relpath: string().min(1)
}));
async function layOutFolder(out, stores, access) {
	const label = access.label(out.path);
	const entries = await readManifest({
		...out,
		label
	}, stores);
	const paths = entries.map(({ relpath }) => join(out.path, ...relpath.split("/")));
	await assertNothingElse(out.path, new Set(paths), label);
	await inParallel([...entries.entries()], async ([index, { md5 }]) => {
		const path = paths[index] ?? "";
		await assertInside(stores.settings.root, path, label);
		await layOut({
			...out,
			md5,
			isFolder: false,
			bytes: null,
			label: access.label(path)
		}, stores, path);
	});
	return paths.filter((path) => !isHidden(out.path, path));
}
/** The list of a folder's files, sorted by their names. */
async function readManifest(object, stores) {
	const folder = await mkdtemp(join(tmpdir(), "modelyard-dvc-"));
	try {
		const path = join(folder, "list.json");
		await fetchObject(object, stores, path);
		const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
		const entries = parsed.success ? parsed.data : [];
		if (!parsed.success || entries.some(({ relpath }) => !isPlain(relpath))) throw new ModelyardError("input", `${object.label}: its list of files in DVC cannot be read`, { hint: "Write the pointer anew with dvc add, and push it." });
		return entries.sort((a, b) => a.relpath < b.relpath ? -1 : 1);
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause;
		throw new ModelyardError("input", `${object.label}: its list of files in DVC is no JSON: ${messageOf(cause)}`);
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
function isPlain(relpath) {
	const parts = relpath.split("/");
	return !/[\0\\]/.test(relpath) && parts.every((part) => part !== "" && part !== "." && part !== "..");
}
/** Training reads the folder: what the pointer does not name would go in unseen. */
async function assertNothingElse(folder, named, label) {
	const other = (await filesBelow(folder)).find((path) => !named.has(path) && !isHidden(folder, path));
	if (other === void 0) return;
	throw new ModelyardError("input", `${label} holds ${relative(folder, other)}, which its .dvc pointer does not know`, { hint: "Run dvc add if it belongs there, else remove it." });
}
function isHidden(folder, path) {
	return relative(folder, path).split(sep).some((part) => part.startsWith("."));
}
async function filesBelow(folder) {
	return (await readdir(folder, {
		recursive: true,
		withFileTypes: true
	}).catch(() => [])).filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

export { pointedFiles as n, fetchPointed as t };