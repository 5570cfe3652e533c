import type { DiagnosticInfo } from "@sigwright/core";
import { templateDiagnostics } from "@sigwright/rule-language/template";
import type { SnortDialect } from "./pattern.ts";

const HEADER = "alert udp any any -> any any";
const GOOD = `${HEADER} (msg:"{{message}}"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`;

/** What is said of template rules in one dialect; the examples are rules for hosts, of variant `dns-udp`. */
export function snortTemplateDiagnostics(dialect: SnortDialect): readonly DiagnosticInfo[] {
  const pair = (bad: string): { readonly bad: string; readonly good: string } => ({ bad, good: GOOD });
  return templateDiagnostics(dialect, {
    "slot-place": pair(`${HEADER} (msg:"{{match}}"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`),
    "slot-syntax": pair(`${HEADER} (msg:"{{message"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`),
    "slot-unavailable": pair(`alert udp any any -> any {{port}} (msg:"{{message}}"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`),
    "template-noisy": pair(`${HEADER} (msg:"{{message}}"; flow:to_server; {{match}} sid:{{sid}}; rev:{{rev}};)`),
    "template-not-one-rule": pair("# {{message}}"),
    "template-not-selective": pair(`${HEADER} (msg:"{{message}}"; flow:to_server; {{once}} sid:{{sid}}; rev:{{rev}};)`),
    "template-rev": pair(`${HEADER} (msg:"{{message}}"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:1;)`),
    "template-sid": pair(`${HEADER} (msg:"{{message}}"; flow:to_server; {{match}} {{once}} sid:1; rev:{{rev}};)`),
    "unknown-slot": pair(`${HEADER} (msg:"{{mesage}}"; flow:to_server; {{match}} {{once}} sid:{{sid}}; rev:{{rev}};)`),
  });
}
