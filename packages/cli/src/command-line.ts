import { CommanderError } from "commander";
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { createPaint, wantsColor } from "./paint.ts";
import type { Paint } from "./paint.ts";
import { createProgram } from "./program.ts";
import type { CommonFlags } from "./program.ts";
import { signatureActions } from "./signature-actions.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/**
 * Runs the command with arguments as a shell gives them, without the program's own name.
 * Whatever happens, it is told in words and comes back as an exit code; nothing is thrown.
 */
export async function runCommandLine(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const finish = async (run: (context: CommandContext) => Promise<ExitCode>): Promise<void> => {
    exitCode = await run(createContext(io, program.opts()));
  };
  // A command's code is loaded when it is called: `--version` and `--help` must not wait for it.
  const program = createProgram(
    {
      generate: async (flags) => {
        const { generateCommand } = await import("./commands/generate.ts");
        await finish((context) => generateCommand(flags, context));
      },
      check: async (paths, flags) => {
        const { checkCommand } = await import("./commands/check.ts");
        await finish((context) => checkCommand(paths, flags, context));
      },
      fmt: async (paths, flags) => {
        const { fmtCommand } = await import("./commands/fmt.ts");
        await finish((context) => fmtCommand(paths, flags, context));
      },
      formats: async (flags) => {
        const { formatsCommand } = await import("./commands/formats.ts");
        await finish((context) => formatsCommand(flags, context));
      },
      explain: async (topic, flags) => {
        const { explainCommand } = await import("./commands/explain.ts");
        await finish((context) => explainCommand(topic, flags, context));
      },
      templateCheck: async (file, flags) => {
        const { templateCheckCommand } = await import("./commands/template-check.ts");
        await finish((context) => templateCheckCommand(file, flags, context));
      },
      templateShow: async (name) => {
        const { templateShowCommand } = await import("./commands/template-show.ts");
        await finish((context) => templateShowCommand(name, context));
      },
      ledgerResolve: async (file, flags) => {
        const { ledgerResolveCommand } = await import("./commands/ledger-resolve.ts");
        await finish((context) => ledgerResolveCommand(file, flags, context));
      },
      init: async (folder, flags) => {
        const { initCommand } = await import("./commands/init.ts");
        await finish((context) => initCommand(folder, flags, context));
      },
      signature: signatureActions(finish),
      sync: async (group, flags) => {
        const { syncCommand } = await import("./commands/sync.ts");
        await finish((context) => syncCommand(group, flags, context));
      },
      review: {
        review: async (flags) => {
          const { reviewCommand } = await import("./commands/review.ts");
          await finish((context) => reviewCommand(flags, context));
        },
        diff: async (before, after, flags) => {
          const { diffCommand } = await import("./commands/diff.ts");
          await finish((context) => diffCommand(before, after, flags, context));
        },
      },
      prove: async (folder, flags) => {
        const { proveCommand } = await import("./commands/prove.ts");
        await finish((context) => proveCommand(folder, flags, context));
      },
    },
    version(),
  );
  forEachCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: io.out.write,
      writeErr: io.err.write,
      // Usage errors are told below, with all others.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(io.out.columns ?? 100, 100),
      getErrHelpWidth: () => Math.min(io.err.columns ?? 100, 100),
      getOutHasColors: () => wantsColor(io.out, io.env, undefined),
      getErrHasColors: () => wantsColor(io.err, io.env, undefined),
    });
  });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    const flags: CommonFlags = program.opts();
    const paint = createPaint(wantsColor(io.err, io.env, flags.color));
    return await report(error, io, paint, flags.debug === true || (io.env["SIGWRIGHT_DEBUG"] ?? "") !== "");
  }
}

function createContext(io: CommandIo, flags: CommonFlags): CommandContext {
  return {
    io,
    paint: createPaint(wantsColor(io.out, io.env, flags.color)),
    errPaint: createPaint(wantsColor(io.err, io.env, flags.color)),
    quiet: flags.quiet === true,
  };
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}

/** Tells an error in words and says which exit code it stands for. */
async function report(error: unknown, io: CommandIo, paint: Paint, debug: boolean): Promise<ExitCode> {
  // Help and version are errors to commander.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  // Help that is shown because no command was given is on standard error already.
  if (error instanceof CommanderError && error.code === "commander.help") return EXIT.usage;
  const { errorText, errorReport } = await import("./error-report.ts");
  const { exitCode, ...told } = errorReport(error instanceof CommanderError ? usageError(error) : error, debug);
  io.err.write(errorText(told, paint));
  return exitCode;
}

/** Commander's message in the form of ours: one line, and what to do about it. */
function usageError(error: CommanderError): UsageError {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const suggestion = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(rest.join(" "))?.[1];
  return new UsageError(
    first.replaceAll("'", "`").replace(/\.$/, ""),
    suggestion === undefined
      ? "`sigwright help` lists the commands, `sigwright help COMMAND` their options"
      : `did you mean \`${suggestion}\`?`,
  );
}
