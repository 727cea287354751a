import { a as recordPath, i as recordDigest, n as parseRecord, o as recordText, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";

export { recordText };