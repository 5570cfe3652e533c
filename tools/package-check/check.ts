/**
 * Checks every published package as its consumers get it: packed, installed in an empty folder elsewhere, imported by
 * the Node versions at hand, type-checked, bundled for browsers.
 *
 *     npm run package-check            expects what `npm run build` made
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { layerOf } from "../lint/layers.ts";
import { shortNameOf } from "../lint/workspace.ts";
import { bundleForBrowser } from "./browser-bundle.ts";
import { major, nodeRuntimes } from "./node-runtimes.ts";
import { fileListProblems, type PublishedPackage, publishedPackages, SOURCE_CONDITION } from "./published-package.ts";

/** The oldest Node the packages promise to run on. */
const OLDEST_NODE = 20;

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "sigwright-packages-"));
const consumer = join(scratch, "consumer");
const failures: string[] = [];
const packages = publishedPackages(root);

try {
  const tarballs = pack();
  await lintManifests();
  install(tarballs);
  importEverything();
  checkTypes();
  runCommands();
  await bundle();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const failure of failures) console.error(`package-check: ${failure}`);
if (failures.length > 0) process.exit(1);
console.log(`package-check: ${packages.length} packages are fit to publish`);

/** Packs all packages and checks what is in the tarballs; returns their paths. */
function pack(): readonly string[] {
  const workspaces = packages.flatMap(({ manifest }) => ["--workspace", manifest.name]);
  const json = npm(["pack", "--json", "--pack-destination", scratch, ...workspaces], root);
  const packed = Object.values(
    JSON.parse(json) as Record<string, { name: string; filename: string; files: { path: string }[] }>,
  );
  return packages.map(({ manifest }) => {
    const result = packed.find(({ name }) => name === manifest.name);
    if (result === undefined) throw new Error(`npm packed no ${manifest.name}`);
    const files = result.files.map(({ path }) => path);
    failures.push(...fileListProblems(manifest, files).map((problem) => `${manifest.name}: ${problem}`));
    return join(scratch, result.filename);
  });
}

async function lintManifests(): Promise<void> {
  for (const { folder, manifest } of packages) {
    const { messages } = await publint({ pkgDir: folder, strict: true, pack: "npm" });
    for (const message of messages) {
      // Its files are left out on purpose, and no consumer knows the condition.
      if (message.path.includes(SOURCE_CONDITION)) continue;
      failures.push(`${manifest.name}: ${formatMessage(message, { ...manifest }) ?? message.code}`);
    }
  }
}

function install(tarballs: readonly string[]): void {
  mkdirSync(consumer);
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const types = devDependencies["@types/node"];
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const peers = packages.flatMap(({ manifest }) =>
    Object.entries(manifest.peerDependencies ?? {}).map(([name, range]) => `${name}@${devDependencies[name] ?? range}`),
  );
  npm(["install", "--prefer-offline", ...tarballs, ...peers, `@types/node@${types}`], consumer);
}

function importEverything(): void {
  const specifiers = packages.flatMap((each) => each.specifiers);
  const dataSpecifiers = packages.flatMap((each) => each.dataSpecifiers);
  writeFileSync(
    join(consumer, "import.js"),
    `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const report = (name, error) => {
  process.exitCode = 1;
  console.error(name + ": " + String(error));
};
for (const name of ${JSON.stringify(dataSpecifiers)}) {
  await import(name, { with: { type: "json" } }).catch((error) => report(name, error));
}
for (const name of ${JSON.stringify(specifiers)}) {
  try {
    if (Object.keys(await import(name)).length === 0) throw new Error("it exports nothing");
    require(name);
  } catch (error) {
    report(name, error);
  }
}`,
  );

  const runtimes = nodeRuntimes();
  if (process.env["CI"] !== undefined && !runtimes.some(({ version }) => major(version) === OLDEST_NODE)) {
    failures.push(`Node ${OLDEST_NODE}, the oldest promised, was not found on PATH`);
  }
  for (const { path, version } of runtimes) {
    const { status, stderr } = spawnSync(path, ["import.js"], { cwd: consumer, encoding: "utf8", env: plainEnvironment() });
    if (status === 0) console.log(`package-check: Node ${version} imports ${specifiers.length} entry points`);
    else failures.push(`Node ${version} can't import the packages:\n${stderr}`);
  }
}

/** Type-checks a file that uses every export: what runs in browsers without Node's types, all together with them. */
function checkTypes(): void {
  const options = {
    target: "es2023",
    lib: ["es2023", "webworker"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  for (const { name, types, members } of [
    { name: "browser", types: [], members: packages.filter(isBrowserSafe) },
    { name: "node", types: ["node"], members: packages },
  ]) {
    const specifiers = members.flatMap((each) => each.specifiers);
    const lines = specifiers.map((specifier, index) => `export * as all${index} from ${JSON.stringify(specifier)};`);
    writeFileSync(join(consumer, `${name}.ts`), lines.join("\n"));
    const project = join(consumer, `tsconfig.${name}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions: { ...options, types }, files: [`${name}.ts`] }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project], { cwd: consumer, encoding: "utf8" });
    if (status === 0) console.log(`package-check: ${specifiers.length} entry points type-check for ${name}`);
    else failures.push(`the declarations do not type-check for ${name}:\n${stdout}`);
  }
}

/** Runs every command the packages install, as npm links it. */
function runCommands(): void {
  for (const { manifest } of packages) {
    for (const command of Object.keys(manifest.bin ?? {})) {
      const link = join(consumer, "node_modules/.bin", command);
      for (const { path, version } of nodeRuntimes()) {
        const { status, stdout, stderr } = spawnSync(path, [link, "--version"], {
          cwd: consumer,
          encoding: "utf8",
          env: plainEnvironment(),
        });
        if (status === 0 && stdout.includes(manifest.version)) {
          console.log(`package-check: Node ${version} runs ${command} ${stdout.trim()}`);
        } else {
          failures.push(`\`${command} --version\` on Node ${version} gave ${status}: ${stdout}${stderr}`);
        }
      }
    }
  }
}

async function bundle(): Promise<void> {
  for (const { manifest, specifiers } of packages.filter(isBrowserSafe)) {
    // Subpaths such as `testing` are for test runners.
    for (const specifier of specifiers.filter((each) => each === manifest.name)) {
      const { problems, size, compressedSize } = await bundleForBrowser(consumer, specifier);
      failures.push(...problems.map((problem) => `${specifier} in a browser: ${problem}`));
      console.log(`package-check: ${specifier} for browsers is ${kilobytes(size)}, ${kilobytes(compressedSize)} compressed`);
    }
  }
}

function isBrowserSafe({ manifest }: PublishedPackage): boolean {
  return layerOf(shortNameOf(manifest.name) ?? "").node !== true;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** The environment without what could lead the consumer back to this repository. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: undefined, NODE_PATH: undefined };
}

function npm(words: readonly string[], cwd: string): string {
  return execFileSync("npm", words, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, npm_config_loglevel: "error", npm_config_audit: "false", npm_config_fund: "false" },
  });
}
