import { t as connectGithub } from "./connect.js";

export { connectGithub };