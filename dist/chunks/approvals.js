import { t as approvalsOf } from "./approvals2.js";

export { approvalsOf };