export type { CommandIo, OutputStream } from "./command-io.ts";
export { runCommandLine } from "./command-line.ts";
export type { ExitCode } from "./exit-code.ts";
export { EXIT } from "./exit-code.ts";
