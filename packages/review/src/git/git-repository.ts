import { execFile, type ExecFileException } from "node:child_process";
import { realpath } from "node:fs/promises";
import { dirname } from "node:path";

/** A git repository can't be asked, or does not know what it is asked for. The message is for people. */
export class GitError extends Error {
  override readonly name = "GitError";
  /** What to do about it. */
  readonly help: string | undefined;
  /** Whether git took too long, or had too much to say. */
  readonly isTooMuch: boolean;

  constructor(message: string, options: { help?: string; cause?: unknown; isTooMuch?: true } = {}) {
    super(message, { cause: options.cause });
    this.help = options.help;
    this.isTooMuch = options.isTooMuch === true;
  }
}

/** A repository with a work tree. */
export interface GitRepository {
  /** Its work tree, absolute and without links. */
  readonly root: string;
  /**
   * Runs git in the work tree and gives what it printed, as bytes. Nothing that the repository's contents configure is
   * executed: no hooks, no external diff programs, no filters, no file system monitors.
   *
   * @param input what it reads from standard input.
   * @param patience milliseconds after which it is ended, which is a failure. Default: any time it takes.
   * @throws GitError when git fails.
   */
  readonly run: (args: readonly string[], input?: string, patience?: number) => Promise<Buffer>;
}

/** Output of git that is taken at most, bytes. */
const MOST_OUTPUT = 512 * 1024 * 1024;
/**
 * Settings that could have git start a program of somebody else. A change may hold a folder that looks like a repository
 * of its own, with settings: only real ones are taken.
 */
const NOTHING_EXECUTED = ["-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=", "-c", "core.pager=cat", "-c", "log.showSignature=false"];

/**
 * The repository that a folder is in.
 *
 * @throws GitError when there is none, or no git.
 */
export async function openRepository(folder: string): Promise<GitRepository> {
  const root = await git(folder, ["rev-parse", "--show-toplevel"], process.env);
  const path = await realpath(root.toString("utf8").replace(/\r?\n$/, ""));
  const environment = { ...process.env, ...(await withoutFilters(path)) };
  return { root: path, run: (args, input, patience) => git(path, args, environment, input, patience) };
}

/**
 * Variables that turn all filters off that are configured: a change says by `.gitattributes` which of its files go
 * through one. Names of filters may hold anything, which `-c` could not take.
 */
async function withoutFilters(folder: string): Promise<NodeJS.ProcessEnv> {
  // Fails where there are none.
  const listing = await git(folder, ["config", "--null", "--name-only", "--get-regexp", String.raw`^filter\..`], process.env).catch(() => Buffer.alloc(0));
  const names = new Set(listing.toString("utf8").split("\0").flatMap((key) => (key.includes(".") ? [key.slice(0, key.lastIndexOf("."))] : [])));
  const settings = [...names].flatMap((name) => [[`${name}.clean`, ""], [`${name}.smudge`, ""], [`${name}.process`, ""], [`${name}.required`, "false"]]);
  const known = Number(process.env["GIT_CONFIG_COUNT"] ?? 0) || 0;
  const entries = settings.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${known + index}`, key], [`GIT_CONFIG_VALUE_${known + index}`, value]]);
  return { ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(known + settings.length) };
}

/**
 * The commit that a name stands for, as its full hash.
 *
 * @throws GitError when there is no such commit.
 */
export async function resolveCommit(repository: GitRepository, name: string): Promise<string> {
  const help = "name a branch, a tag or a commit that was fetched; a shallow clone has to be deepened (`git fetch --unshallow`)";
  if (name === "") throw new GitError("the name of a commit is empty", { help: "a variable that is not set may stand where it was to be" });
  if (name.startsWith("-")) throw new GitError(`\`${name}\` is no name of a commit`, { help });
  try {
    const out = await repository.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    return out.toString("latin1").trim();
  } catch (error) {
    throw new GitError(`there is no commit \`${name}\` here`, { help, cause: error });
  }
}

/**
 * The commit from which the work tree's branch and another one parted: what a pull request is compared with. The other
 * one itself when they have nothing in common.
 *
 * @throws GitError when there is no such commit.
 */
export async function forkPoint(repository: GitRepository, name: string): Promise<string> {
  const commit = await resolveCommit(repository, name);
  try {
    return (await repository.run(["merge-base", commit, "HEAD"])).toString("latin1").trim();
  } catch {
    // No common history, or no commit of one's own yet.
    return commit;
  }
}

/**
 * Says for people why a comparison with a commit is one with its tip: nothing is known of where the branch parted from
 * it. Undefined when that is known.
 *
 * @throws GitError when there is no such commit.
 */
export async function missingForkPoint(repository: GitRepository, name: string): Promise<string | undefined> {
  const commit = await resolveCommit(repository, name);
  const has = async (args: readonly string[]): Promise<boolean> => await repository.run(args).then(() => true, () => false);
  if ((await has(["merge-base", commit, "HEAD"])) || !(await has(["rev-parse", "--verify", "--quiet", "HEAD"]))) return undefined;
  const isShallow = (await repository.run(["rev-parse", "--is-shallow-repository"])).toString("latin1").trim() === "true";
  const why = isShallow ? "the clone is too shallow to tell where the branch parted from it (`git fetch --unshallow` mends that)" : "the branch has no history in common with it";
  return `compared with \`${name}\` as it is now: ${why}; what changed there since counts as changed here`;
}

async function git(folder: string, args: readonly string[], given: NodeJS.ProcessEnv, input = "", patience = 0): Promise<Buffer> {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_EXTERNAL_DIFF: _diff, ...environment } = given;
  return await new Promise((resolve, reject) => {
    const child = execFile(
      "git",
      [...NOTHING_EXECUTED, ...args],
      { cwd: folder, encoding: "buffer", timeout: patience, maxBuffer: MOST_OUTPUT, env: { ...environment, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" } },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(failure(folder, error, stderr.toString("utf8")));
      },
    );
    // Git may end before it has read everything; why, its exit code tells.
    child.stdin?.on("error", () => {}).end(input);
  });
}

function failure(folder: string, error: ExecFileException, stderr: string): GitError {
  if ((error.code as unknown) === "ENOENT") {
    const help = `git has to be installed, and ${dirname(folder)} has to be there`;
    return new GitError("git can't be run", { help, cause: error });
  }
  if (/not a git repository/.test(stderr)) {
    return new GitError("this folder is in no git repository", { help: "run the command in the repository that holds the rules", cause: error });
  }
  if (/cannot use bare repository|must be run in a work tree/.test(stderr)) {
    return new GitError("this is a folder of git's own, in which there are no files to compare", { help: "run the command in a work tree, where the files are checked out", cause: error });
  }
  if (/dubious ownership/.test(stderr)) {
    const help = "tell git that you trust the folder: `git config --global --add safe.directory FOLDER`";
    return new GitError("the repository belongs to another user, so git won't read it", { help, cause: error });
  }
  if ((error.code as unknown) === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    return new GitError("git answers with more than fits in memory", { help: "compare parts of the repository: two folders with `sigwright diff`", cause: error, isTooMuch: true });
  }
  if (error.killed === true) return new GitError("git took too long", { cause: error, isTooMuch: true });
  return new GitError(`git failed: ${stderr.trim().split("\n").at(-1) ?? ""}`, { cause: error });
}
