// Draws docs/images/report-{light,dark}.png: the report of the demo's better candidate, as a reviewer sees it on a forge.
//   npm run demo && node scripts/picture.mjs <the report-2-better.md that the demo names>
// Needs Chromium: CHROMIUM names the program, `chromium` otherwise.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';

const WIDTH = 960;
const HEIGHT = 630;
const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const COLOURS = {
  light: { text: '#1f2328', page: '#ffffff', line: '#d1d9e0', soft: '#59636e', stripe: '#f6f8fa' },
  dark: { text: '#f0f6fc', page: '#0d1117', line: '#3d444d', soft: '#9198a1', stripe: '#151b23' },
};

const style = ({ text, page, line, soft, stripe }) => `
  * { box-sizing: border-box; }
  body { margin: 0; padding: 12px; background: ${page}; color: ${text}; font: 14px/1.5 Inter, "Noto Sans", sans-serif; }
  article { border: 1px solid ${line}; border-radius: 6px; padding: 16px; }
  h3 { margin: 0 0 12px; font-size: 18px; }
  p { margin: 0 0 12px; }
  table { border-collapse: collapse; margin: 0 0 12px; font-variant-numeric: tabular-nums; }
  th, td { border: 1px solid ${line}; padding: 5px 12px; white-space: nowrap; }
  tr:nth-child(2n) td { background: ${stripe}; }
  code { background: ${stripe}; border-radius: 6px; padding: 2px 5px; font: 12px/1.5 "DejaVu Sans Mono", monospace; }
  details { color: ${soft}; margin: 0 0 4px; }
  details:last-child { margin: 0; }`;

function screenshot(theme, html) {
  const work = mkdtempSync(join(tmpdir(), 'modelyard-picture-'));
  const page = join(work, 'report.html');
  const picture = join(IMAGES, `report-${theme}.png`);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>${style(COLOURS[theme])}</style><article>${html}</article>`,
  );
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const own = [`--user-data-dir=${join(work, 'profile')}`, `--window-size=${WIDTH},${HEIGHT}`];
  const drawn = [`--screenshot=${picture}`, '--force-device-scale-factor=1.75', pathToFileURL(page).href];
  const program = process.env.CHROMIUM ?? 'chromium';
  const { status, error, stderr } = spawnSync(program, [...flags, ...quiet, ...own, ...drawn], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  if (error !== undefined || status !== 0) throw error ?? new Error(stderr);
  console.log(picture);
}

const [report] = process.argv.slice(2);
if (report === undefined) throw new Error('usage: node scripts/picture.mjs <report.md>');
const html = marked.parse(readFileSync(report, 'utf8'));
mkdirSync(IMAGES, { recursive: true });
for (const theme of Object.keys(COLOURS)) screenshot(theme, html);
