import { type CommandActions, createProgram } from "@sigwright/cli";

type Command = ReturnType<typeof createProgram>;

const WIDTH = 100;

/**
 * The reference of the command line, in Markdown: what is written by hand, then the help of every command, as the
 * command prints it.
 */
export function renderCliReference(introduction: string): string {
  const program = createProgram(noActions(), "0.0.0");
  const commands = listed(program);
  const parts = [
    introduction.trim(),
    "## Commands",
    commands.map(({ path }) => `- [\`${path}\`](#${path.replaceAll(" ", "-")})`).join("\n"),
    ...commands.flatMap(({ path, command }) => [`### \`${path}\``, `\`\`\`text\n${helpText(command).trimEnd()}\n\`\`\``]),
  ];
  return `${parts.join("\n\n")}\n`;
}

interface ListedCommand {
  readonly path: string;
  readonly command: Command;
}

function listed(program: Command): readonly ListedCommand[] {
  const found: ListedCommand[] = [];
  const waiting: ListedCommand[] = [{ path: program.name(), command: program }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, command } = next;
    found.push(next);
    waiting.unshift(...command.commands.map((child) => ({ path: `${path} ${child.name()}`, command: child })));
  }
  return found;
}

function helpText(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text;
}

/** The program is described, never run. */
function noActions(): CommandActions {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    generate: nothing,
    check: nothing,
    formats: nothing,
    explain: nothing,
    templateCheck: nothing,
    templateShow: nothing,
    ledgerResolve: nothing,
    init: nothing,
    fmt: nothing,
    sync: nothing,
    review: { review: nothing, diff: nothing },
    prove: nothing,
    signature: {
      list: nothing,
      show: nothing,
      preview: nothing,
      import: nothing,
      update: nothing,
      download: nothing,
      associate: nothing,
      dissociate: nothing,
      tag: nothing,
      label: nothing,
      attribute: nothing,
    },
  };
}
