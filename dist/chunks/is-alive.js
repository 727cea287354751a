// src/adapters/process/is-alive.ts
/** Whether a process of this machine is running; one of another user counts. */
function isAlive(pid) {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

export { isAlive as t };