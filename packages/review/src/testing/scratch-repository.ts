import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A repository of a test's own, gone with the test. */
export interface ScratchRepository extends Disposable {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes a file, and the folders it is in. */
  readonly write: (path: string, content: string | Uint8Array) => void;
  /** Commits everything there is. */
  readonly commit: (message: string) => void;
}

/** Makes an empty repository whose branch is `main`. */
export function scratchRepository(): ScratchRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sigwright-git-")));
  const settings = ["user.name=a", "user.email=a@b.example", "commit.gpgsign=false", "protocol.file.allow=always"].flatMap((setting) => ["-c", setting]);
  const git = (...args: readonly string[]): string => execFileSync("git", [...settings, ...args], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    git,
    write: (path, content) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    commit: (message) => {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "-m", message);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
