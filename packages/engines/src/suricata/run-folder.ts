import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder for one run of the engine. */
export interface RunFolder {
  readonly root: string;
  /** Where rules given as text are written, with their lists beside them. */
  readonly rules: string;
  /** Where the engine writes; empty at the start. */
  readonly output: string;
  readonly data: string;
  readonly configuration: string;
  readonly classificationFile: string;
  readonly referenceFile: string;
  readonly thresholdFile: string;
}

/** Where distributions keep the lists that come with the engine. */
const STOCK_FOLDERS = ["/etc/suricata", "/usr/local/etc/suricata", "/usr/share/suricata", "/opt/homebrew/etc/suricata"];

/**
 * Makes a fresh folder, hands it to `use`, and removes it whatever happens, also when the program exits meanwhile.
 * It holds copies of the installed classification and reference lists (empty ones where none are installed) and
 * nothing else of the machine's configuration.
 */
export async function withRunFolder<T>(use: (folder: RunFolder) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "sigwright-suricata-"));
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const folder: RunFolder = {
      root,
      rules: join(root, "rules"),
      output: join(root, "output"),
      data: join(root, "data"),
      configuration: join(root, "suricata.yaml"),
      classificationFile: join(root, "classification.config"),
      referenceFile: join(root, "reference.config"),
      thresholdFile: join(root, "threshold.config"),
    };
    await Promise.all([folder.rules, folder.output, folder.data].map((path) => mkdir(path)));
    await copyStock("classification.config", folder.classificationFile);
    await copyStock("reference.config", folder.referenceFile);
    await writeFile(folder.thresholdFile, "");
    return await use(folder);
  } finally {
    process.removeListener("exit", remove);
    remove();
  }
}

async function copyStock(name: string, to: string): Promise<void> {
  for (const folder of STOCK_FOLDERS) {
    try {
      await copyFile(join(folder, name), to);
      return;
    } catch {
      // Not installed there: try the next.
    }
  }
  await writeFile(to, "");
}
