import { r as __toESM } from "./rolldown-runtime.js";

// src/adapters/http/choose-fetch.ts
/** Node's fetch; behind a proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case) undici's, which is loaded only then. */
async function chooseFetch(environment) {
	const proxy = (name) => environment[name.toLowerCase()] || environment[name];
	const [httpProxy, httpsProxy] = [proxy("HTTP_PROXY"), proxy("HTTPS_PROXY")];
	if (!httpProxy && !httpsProxy) return globalThis.fetch;
	const { EnvHttpProxyAgent, fetch } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const dispatcher = new EnvHttpProxyAgent({
		...httpProxy ? { httpProxy } : {},
		...httpsProxy ? { httpsProxy } : {},
		noProxy: proxy("NO_PROXY") ?? ""
	});
	const through = (url, init) => fetch(url, {
		...init,
		dispatcher
	});
	return through;
}
const NO_BODY = [
	101,
	103,
	204,
	205,
	304
];
const MOST_MS = 12e4;
/** A fetch whose answers are whole: a connection that breaks inside a body is an error, never half an answer. Two minutes at most. */
function wholeAnswers(fetch) {
	return async (url, init) => {
		const signals = [AbortSignal.timeout(MOST_MS), ...init?.signal ? [init.signal] : []];
		const response = await fetch(url, {
			...init,
			signal: AbortSignal.any(signals)
		});
		const { status, statusText, headers } = response;
		const bytes = await response.arrayBuffer();
		return new Response(NO_BODY.includes(status) ? null : bytes, {
			status,
			statusText,
			headers
		});
	};
}

export { wholeAnswers as n, chooseFetch as t };