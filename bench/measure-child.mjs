// What a child process and everything that it starts takes: wall time, CPU time and peak memory.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const POLL_MS = 20;
const TICKS_PER_SECOND = 100;
const HOOK = `
const { writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const usage = process.env.BENCH_USAGE;
delete process.env.BENCH_USAGE;
if (usage !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(usage, JSON.stringify({ cpuSeconds, peakBytes: maxRSS * 1024, longestBlockMs: delay.max / 1e6 }));
  });
}`;

/**
 * Runs `node <args>` to its end: {code, wallSeconds, cpuSeconds, peakBytes, ownPeakBytes, longestBlockMs, stdout, stderr}. CPU
 * and memory of the process itself are exact, and so is how long its event loop stood still at most; those of its descendants
 * are read from /proc while they run, so elsewhere than on Linux they are left out. Peaks are added up: an upper bound of what
 * all held at one moment.
 */
export function measureNode(args, { cwd, env = {} } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'modelyard-usage-'));
  const [hook, usage] = [join(work, 'hook.cjs'), join(work, 'usage.json')];
  writeFileSync(hook, HOOK);
  const own = { BENCH_USAGE: usage, NODE_OPTIONS: `--require ${JSON.stringify(hook)}` };
  const command = { program: process.execPath, args, cwd, env: { ...env, ...own } };
  return measureProgram(command).then(({ descendants, ...ended }) => {
    const main = existsSync(usage)
      ? JSON.parse(readFileSync(usage, 'utf8'))
      : { cpuSeconds: Number.NaN, peakBytes: Number.NaN };
    rmSync(work, { recursive: true });
    const { longestBlockMs, peakBytes: ownPeakBytes } = main;
    return { ...ended, longestBlockMs, ownPeakBytes, ...addedUp([main, ...descendants]) };
  });
}

/** Runs any program to its end, measured as a child of a shell: CPU and memory of all its processes, from /proc. */
export async function measureWhole({ program, args, cwd }) {
  const { descendants, ...ended } = await measureProgram({
    program: 'sh',
    args: ['-c', '"$0" "$@"; code=$?; sleep 0.05; exit $code', program, ...args],
    cwd,
    env: {},
  });
  return { ...ended, ...addedUp(descendants) };
}

/** Runs any program to its end; CPU and memory are those of its descendants that /proc shows. */
export function measureProgram({ program, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    const seen = new Map();
    const timer = setInterval(() => lookAt(descendantsOf(child.pid), seen), POLL_MS);
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (chunk) => {
        text[stream] += chunk;
      });
    child.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(timer);
      const wallSeconds = (performance.now() - startedAt) / 1000;
      resolve({ code, wallSeconds, descendants: [...seen.values()], ...text });
    });
  });
}

function addedUp(usages) {
  const sum = (key) => usages.reduce((total, usage) => total + usage[key], 0);
  return { cpuSeconds: sum('cpuSeconds'), peakBytes: sum('peakBytes') };
}

function descendantsOf(pid) {
  const path = `/proc/${pid}/task`;
  if (!existsSync(path)) return [];
  try {
    const children = readdirSync(path).flatMap((task) => {
      const text = readFileSync(`${path}/${task}/children`, 'utf8');
      return text.split(' ').filter((each) => each !== '');
    });
    return children.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return []; // it has ended meanwhile
  }
}

function lookAt(pids, seen) {
  for (const pid of pids) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      if (peak === null) continue;
      const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
      seen.set(pid, { cpuSeconds, peakBytes: Number(peak[1]) * 1024 });
    } catch {
      // it has ended meanwhile; what was seen last counts
    }
  }
}
