import { expect, test } from "vitest";
import { moduleValue } from "./module-table.ts";
import type { ModuleTable } from "./module-table.ts";
import type { Value } from "./value-type.ts";
import { YARA_4_MODULES } from "./yara-4-modules.ts";
import { YARA_X_MODULES } from "./yara-x-modules.ts";

const TABLES: readonly (readonly [string, ModuleTable])[] = [["YARA-X", YARA_X_MODULES], ["YARA 4", YARA_4_MODULES]];

function at(table: ModuleTable, path: string): Value | undefined {
  const [module, ...fields] = path.split(".");
  return fields.reduce<Value | undefined>((value, field) => {
    let type = value?.type;
    if (type?.kind === "array") type = type.item;
    return type?.kind === "struct" ? type.fields.field(field) : undefined;
  }, moduleValue(table[module!]!));
}

test.each(TABLES)("every notation of the modules of %s is understood", (_, table) => {
  for (const { root, structs } of Object.values(table)) {
    expect(structs[root]).toBeDefined();
    for (const fields of Object.values(structs)) {
      for (const notation of Object.values(fields)) {
        const base = notation.replace(/\[\]$/, "").replace(/^(?:map (?:string|integer)|method) /, "");
        const isKnown = /^(?:integer|float|string|boolean|restricted)$/.test(base) || /^= -?\d/.test(base) || base.startsWith("(") || Object.hasOwn(structs, base);
        expect([notation, isKnown]).toEqual([notation, true]);
      }
    }
  }
});

test.each([
  ["pe.is_pe", "boolean", "integer"],
  ["pe.sections.name", "string", "string"],
  ["pe.MACHINE_I386", "integer", "integer"],
  ["pe.version_info", "map", "map"],
  ["pe.rich_signature.toolid", "function", "function"],
  ["pe.signatures.valid_on", "function", "function"],
  ["dotnet.streams", "array", "array"],
  ["math.MEAN_BYTES", "float", "float"],
  ["macho.segments.sections.segname", "string", "string"],
  ["elf.SHT_NULL", "integer", "integer"],
  ["cuckoo.network.http_get", "function", "function"],
  ["pe.nothing", undefined, undefined],
  ["pe.constructor", undefined, undefined],
])("%s is of its type", (path, yaraX, yara) => {
  expect([at(YARA_X_MODULES, path)?.type.kind, at(YARA_4_MODULES, path)?.type.kind]).toEqual([yaraX, yara]);
});

test("constants have their values, which are YARA-X's only", () => {
  expect(at(YARA_X_MODULES, "pe.MACHINE_I386")?.constant).toBe(332n);
  expect(at(YARA_X_MODULES, "macho.MH_CIGAM_64")?.constant).toBe(0xcffa_edfen);
  expect(at(YARA_X_MODULES, "lnk.ShowCommand.MAXIMIZED")?.constant).toBe(3n);
  expect(at(YARA_4_MODULES, "pe.MACHINE_I386")?.constant).toBeUndefined();
});
