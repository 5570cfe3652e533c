/** Writing went wrong: a folder that may not be written to, a full disk. The message is for people; exit code 3. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, options: { help?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.help = options.help;
  }

  /**
   * Puts an error of the file system in words; `helpByCode` has the advice for codes (`ENOSPC`) that deserve one of
   * their own. An `OutputError` comes back as it is.
   */
  static from(error: unknown, doing: string, helpByCode: Readonly<Record<string, string>> = {}): OutputError {
    if (error instanceof OutputError) return error;
    const code = errorCode(error);
    const why = (code !== undefined && REASONS.get(code)) || (error instanceof Error ? error.message : String(error));
    const help = code === undefined ? undefined : (helpByCode[code] ?? ADVICE.get(code));
    return new OutputError(`${doing}: ${why}`, { help, cause: error });
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left on the disk"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOTDIR", "a part of the path is a file, not a folder"],
  ["EEXIST", "a file of that name is in the way"],
  ["EISDIR", "a folder of that name is in the way"],
  ["ENAMETOOLONG", "the path is too long"],
  ["ELOOP", "a link on the way leads back to itself"],
  ["ENXIO", "it is a socket, or a device without anything behind it"],
  ["ENOENT", "it does not exist"],
]);

const ADVICE: ReadonlyMap<string, string> = new Map([
  ["EACCES", "choose a folder you may write to, or change its permissions"],
  ["EPERM", "choose a folder you may write to, or change its permissions"],
  ["EROFS", "choose a folder on a file system that can be written to"],
  ["ENOSPC", "free some space, or choose a folder on another disk"],
  ["ENOTDIR", "check the path"],
  ["ENOENT", "check the path"],
  ["ELOOP", "check the links"],
  ["ENXIO", "give a file"],
  ["EEXIST", "move it away, or choose another folder"],
  ["EISDIR", "move it away, or choose another name"],
]);

/** The code of a system error (`ENOENT`), if it is one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
