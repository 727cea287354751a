import { n as runCommandLine, t as performCommandLine } from "./run-command-line.js";

export { runCommandLine };