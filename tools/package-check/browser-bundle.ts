import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** What came of bundling one export for browsers. */
export interface BrowserBundle {
  /** What is wrong, in words; empty when the bundle runs without Node. */
  readonly problems: readonly string[];
  /** Bytes, minified. */
  readonly size: number;
  /** Bytes, minified and compressed by gzip. */
  readonly compressedSize: number;
}

/** What the language itself does not have but every browser, worker and server runtime has. */
const WEB_GLOBALS = { TextDecoder, TextEncoder, URL, URLSearchParams, atob, btoa, crypto, structuredClone };

/** Bundles what `specifier` exports, as installed in `consumer`, and runs it where there is nothing of Node's. */
export async function bundleForBrowser(consumer: string, specifier: string): Promise<BrowserBundle> {
  const entry = join(consumer, "browser-entry.js");
  const warnings: string[] = [];
  const bundle = await rolldown({
    input: entry,
    cwd: consumer,
    platform: "browser",
    onLog: (_level, log) => warnings.push(log.message),
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? `import * as all from ${JSON.stringify(specifier)}; globalThis.all = all;` : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  const { code, imports } = output[0];

  const problems = [...warnings, ...imports.map((name) => `needs ${name}, which a browser does not have`)];
  try {
    runInNewContext(code, { ...WEB_GLOBALS });
  } catch (error) {
    problems.push(`does not run without Node: ${String(error)}`);
  }
  return { problems, size: code.length, compressedSize: gzipSync(code).length };
}
