// What is on disk after an install: ours is the bundle and its native add-ons, a peer's its Python environment.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Megabytes of each install: what the actions fetch, and each environment below `peers`, a folder or undefined. */
export function installSizes(peers) {
  const packages = runtimePackages();
  const isDuckdb = (path) => path.includes('@duckdb');
  const bundle = { packages: 1, megabytes: megabytes([join(root, 'dist')]) };
  const environments =
    peers === undefined
      ? []
      : readdirSync(peers).filter((name) => existsSync(join(peers, name, 'pyvenv.cfg')));
  return [
    { what: 'modelyard, the bundle alone', ...bundle },
    { what: 'modelyard with DuckDB: validate, monitor', ...added(bundle, packages.filter(isDuckdb)) },
    { what: 'modelyard with DuckDB and ONNX Runtime: all', ...added(bundle, packages) },
    ...environments.sort().map((name) => environmentSize(name, join(peers, name))),
  ];
}

/** Folders of what runtime/package-lock.json pins, so far as this machine has them: other platforms' add-ons are not fetched. */
function runtimePackages() {
  const lock = JSON.parse(readFileSync(join(root, 'runtime/package-lock.json'), 'utf8'));
  const paths = Object.keys(lock.packages).filter((path) => path !== '');
  return paths.map((path) => join(root, path)).filter((path) => existsSync(path));
}

function added(bundle, folders) {
  return {
    packages: bundle.packages + folders.length,
    megabytes: bundle.megabytes + (folders.length === 0 ? 0 : megabytes(folders)),
  };
}

/** A Python environment without the interpreter; pip is not counted among its packages. */
function environmentSize(name, folder) {
  const [python] = readdirSync(join(folder, 'lib'));
  const site = join(folder, 'lib', python, 'site-packages');
  const found = readdirSync(site).filter(
    (each) => each.endsWith('.dist-info') && !/^(pip|setuptools)-/.test(each),
  );
  return { what: `  peer: ${name}`, packages: found.length, megabytes: megabytes([`${site}/`]) };
}

function megabytes(folders) {
  const text = execFileSync('du', ['-skc', ...folders], { encoding: 'utf8' });
  const kibibytes = Number(text.trimEnd().split('\n').at(-1).split('\t')[0]);
  return (kibibytes * 1024) / 1e6;
}
