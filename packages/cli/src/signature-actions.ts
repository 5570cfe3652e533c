import type { CommandContext, Reporter } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { SignatureActions } from "./signature-program.ts";

/** The `signature` commands, each loaded when it is called. */
export function signatureActions(finish: (run: (context: CommandContext) => Promise<ExitCode>) => Promise<void>): SignatureActions {
  return {
    list: async (flags) => {
      const { signatureListCommand } = await import("./commands/signature/list.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureListCommand(flags, context)));
    },
    show: async (key, flags) => {
      const { signatureShowCommand } = await import("./commands/signature/show.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureShowCommand(key, flags, context)));
    },
    preview: async (path, flags) => {
      const { signaturePreviewCommand } = await import("./commands/signature/preview.ts");
      await finish((context) => recorded(flags.reporter, context, () => signaturePreviewCommand(path, flags, context)));
    },
    import: async (path, flags) => {
      const { signatureImportCommand } = await import("./commands/signature/import.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureImportCommand(path, flags, context)));
    },
    update: async (key, path, flags) => {
      const { signatureUpdateCommand } = await import("./commands/signature/update.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureUpdateCommand(key, path, flags, context)));
    },
    download: async (key, flags) => {
      const { signatureDownloadCommand } = await import("./commands/signature/download.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureDownloadCommand(key, flags, context)));
    },
    associate: async (key, flags) => {
      const { signatureAssociateCommand } = await import("./commands/signature/associate.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureAssociateCommand(key, flags, context)));
    },
    dissociate: async (key, flags) => {
      const { signatureDissociateCommand } = await import("./commands/signature/dissociate.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureDissociateCommand(key, flags, context)));
    },
    tag: async (key, names, flags) => {
      const { signatureTagCommand } = await import("./commands/signature/tag.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureTagCommand(key, names, flags, context)));
    },
    label: async (key, names, flags) => {
      const { signatureLabelCommand } = await import("./commands/signature/label.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureLabelCommand(key, names, flags, context)));
    },
    attribute: async (key, attributes, flags) => {
      const { signatureAttributeCommand } = await import("./commands/signature/attribute.ts");
      await finish((context) => recorded(flags.reporter, context, () => signatureAttributeCommand(key, attributes, flags, context)));
    },
  };
}

/** Has a failure of a command told on standard output, too, where a program reads it. */
async function recorded(reporter: Reporter, { io }: CommandContext, run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    const { isTold } = await import("./error-report.ts");
    const { failureRecord } = await import("./generation-record.ts");
    if (reporter === "json" && isTold(error)) io.out.write(failureRecord([], error));
    throw error;
  }
}
