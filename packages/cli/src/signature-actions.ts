import type { CommandContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { SignatureActions } from "./signature-program.ts";

/** The `signature` commands, each loaded when it is called. */
export function signatureActions(finish: (run: (context: CommandContext) => Promise<ExitCode>) => Promise<void>): SignatureActions {
  return {
    list: async (flags) => {
      const { signatureListCommand } = await import("./commands/signature/list.ts");
      await finish((context) => signatureListCommand(flags, context));
    },
    show: async (key, flags) => {
      const { signatureShowCommand } = await import("./commands/signature/show.ts");
      await finish((context) => signatureShowCommand(key, flags, context));
    },
    preview: async (path, flags) => {
      const { signaturePreviewCommand } = await import("./commands/signature/preview.ts");
      await finish((context) => signaturePreviewCommand(path, flags, context));
    },
    import: async (path, flags) => {
      const { signatureImportCommand } = await import("./commands/signature/import.ts");
      await finish((context) => signatureImportCommand(path, flags, context));
    },
    update: async (key, path, flags) => {
      const { signatureUpdateCommand } = await import("./commands/signature/update.ts");
      await finish((context) => signatureUpdateCommand(key, path, flags, context));
    },
    download: async (key, flags) => {
      const { signatureDownloadCommand } = await import("./commands/signature/download.ts");
      await finish((context) => signatureDownloadCommand(key, flags, context));
    },
    associate: async (key, flags) => {
      const { signatureAssociateCommand } = await import("./commands/signature/associate.ts");
      await finish((context) => signatureAssociateCommand(key, flags, context));
    },
    dissociate: async (key, flags) => {
      const { signatureDissociateCommand } = await import("./commands/signature/dissociate.ts");
      await finish((context) => signatureDissociateCommand(key, flags, context));
    },
    tag: async (key, names, flags) => {
      const { signatureTagCommand } = await import("./commands/signature/tag.ts");
      await finish((context) => signatureTagCommand(key, names, flags, context));
    },
    label: async (key, names, flags) => {
      const { signatureLabelCommand } = await import("./commands/signature/label.ts");
      await finish((context) => signatureLabelCommand(key, names, flags, context));
    },
    attribute: async (key, attributes, flags) => {
      const { signatureAttributeCommand } = await import("./commands/signature/attribute.ts");
      await finish((context) => signatureAttributeCommand(key, attributes, flags, context));
    },
  };
}
