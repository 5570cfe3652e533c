import type { SignatureFormat } from "@sigwright/core";
import { assemble } from "./encoding/assemble.ts";
import { encode, encodeList, listForm } from "./encoding/encode.ts";
import { render } from "./encoding/render.ts";
import type { CompiledTemplate } from "./template/compiled-template.ts";
import { compileTemplate } from "./template/compile-template.ts";
import { YARA_SLOTS } from "./template/slots.ts";

/** The members of the format that make rules from observations. */
export const YARA_EMISSION: Required<Pick<SignatureFormat<unknown, CompiledTemplate>, "templateSlots" | "compileTemplate" | "encode" | "listForm" | "encodeList" | "render" | "assemble">> = {
  templateSlots: Object.fromEntries(Object.entries(YARA_SLOTS).map(([name, { summary }]) => [name, summary])),
  compileTemplate,
  encode,
  listForm,
  encodeList,
  render,
  assemble,
};
