// Writes the module tables of packages/yara from checkouts of the engines (both BSD 3-clause):
//
//   node tools/keywords/yara-modules.mjs yara-x YARA-X-FOLDER 1.7.1 > packages/yara/src/modules/yara-x-modules.ts
//   node tools/keywords/yara-modules.mjs yara YARA-FOLDER 4.2.3 > packages/yara/src/modules/yara-4-modules.ts
//
// From YARA-X: the protocol buffers in lib/src/modules/protos and the functions that lib/src/modules exports, for the
// modules of its default features. From libyara: the declarations at the head of each module's C file. Names and types
// are taken, descriptions are not.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Modules that releases do not have. Those that test the engine itself are in all of them, so rules may import them. */
const LEFT_OUT = new Set(["pb_tests", "demo"]);

const PROTO_TYPES = {
  bool: "boolean", string: "string", bytes: "string", float: "float", double: "float",
  int32: "integer", int64: "integer", uint32: "integer", uint64: "integer", sint32: "integer", sint64: "integer",
  fixed32: "integer", fixed64: "integer", sfixed32: "integer", sfixed64: "integer",
};
const RUST_TYPES = {
  i32: "integer", i64: "integer", f32: "float", f64: "float", bool: "boolean", RuntimeString: "string", RegexpId: "regexp",
};
const C_TYPES = { i: "integer", f: "float", s: "string", b: "boolean", r: "regexp" };

// ---- YARA-X ----

/** The tokens of a .proto file: words, numbers, texts, punctuation. */
function protoTokens(text) {
  return text.replaceAll(/\/\/.*$|\/\*[^]*?\*\//gm, "").match(/"(?:[^"\\]|\\.)*"|[\w.+-]+|[^\s\w]/g) ?? [];
}

/** Messages and enums of a .proto file by their full names. */
function readProto(text) {
  const tokens = protoTokens(text);
  const file = { package: "", options: "", messages: new Map(), enums: new Map() };
  let at = 0;
  const until = (end) => {
    const start = at;
    let depth = 0;
    while (at < tokens.length && (depth > 0 || tokens[at] !== end)) {
      if ("{[".includes(tokens[at])) depth++;
      if ("}]".includes(tokens[at])) depth--;
      at++;
    }
    return tokens.slice(start, at++);
  };
  const readEnum = (path) => {
    const made = { name: path, values: [], inline: false };
    at++;
    while (tokens[at] !== "}") {
      const words = until(";").join(" ");
      if (words.startsWith("option")) {
        made.inline ||= /inline = true/.test(words);
        made.shownAs ??= /name (?:=|:) "([^"]+)"/.exec(words)?.[1];
      }
      else {
        const [, name, value] = /^(\w+) = (\S+)/.exec(words);
        const own = /enum_value \) (?:\.|= \{)? ?\.?(i64|f64)(?: =| :) ([\w.+-]+)/.exec(words);
        made.values.push([name, own === null ? String(Number(value)) : own[1] === "f64" ? own[2] : String(Number(own[2]))]);
      }
    }
    at++;
    file.enums.set(path, made);
  };
  const readMessage = (path) => {
    const made = { name: path, fields: [] };
    at++;
    while (tokens[at] !== "}") {
      const word = tokens[at];
      if (word === "message" || word === "enum") {
        const name = `${path}.${tokens[at + 1]}`;
        at += 2;
        if (word === "message") readMessage(name);
        else readEnum(name);
        continue;
      }
      if (word === "oneof") {
        at += 3;
        continue;
      }
      const words = until(";").join(" ");
      if (/^(?:option|reserved|extensions) /.test(words)) continue;
      const field = /^(?:(optional|required|repeated) )?(?:map < (\w+) , ([\w.]+) >|([\w.]+)) (\w+) = (\d+)(.*)$/.exec(words);
      if (field === null) throw new Error(`not understood in ${path}: ${words}`);
      const [, label, key, value, type, name, number, options] = field;
      made.fields.push({ label, key, type: type ?? value, name, number: Number(number), options });
      if (tokens[at] === "}" && tokens[at + 1] === "}") at++;
    }
    at++;
    file.messages.set(path, made);
  };
  while (at < tokens.length) {
    const word = tokens[at++];
    if (word === "message") readMessage(`${file.package}.${tokens[at++]}`);
    else if (word === "enum") readEnum(`${file.package}.${tokens[at++]}`);
    else if (word === "package") file.package = until(";").join("");
    else if (word === "option") {
      const start = at;
      while (tokens[at] !== ";" && tokens[at] !== "{") at++;
      if (tokens[at] === "{") {
        let depth = 0;
        do {
          if (tokens[at] === "{") depth++;
          if (tokens[at] === "}") depth--;
          at++;
        } while (depth > 0);
      }
      if (tokens[at] === ";") at++;
      file.options += ` ${tokens.slice(start, at).join(" ")}`;
    } else if (word === "extend") {
      until("}");
    } else until(";");
  }
  return file;
}

function filesUnder(folder, extension) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(extension)).toSorted((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
}

/** Functions that a module's Rust files export: name or method, parameters, result. */
function rustFunctions(paths) {
  const functions = [];
  for (const path of paths) {
    const text = readFileSync(path, "utf8").replaceAll(/\/\/.*$/gm, "");
    for (const [, attributes = "", name, parameters, result] of text.matchAll(
      /#\[module_export(?:\(([^)]*)\))?\]\s*(?:pub(?:\([^)]*\))?\s+)?fn\s+(\w+)\s*\(([^{]*?)\)\s*(?:->\s*([^{]*?))?\s*\{/g,
    )) {
      const methodOf = /method_of = "([^"]+)"/.exec(attributes)?.[1];
      const types = [...parameters.matchAll(/\w+\s*:\s*([^,]+(?:<[^>]*>)?)/g)].map(([, type]) => type.trim());
      // The first is the scan; of a method the second is the object.
      const own = types.slice(methodOf === undefined ? 1 : 2).map((type) => rustType(type));
      functions.push({ name: /(?<!method_of )name = "([^"]+)"/.exec(attributes)?.[1] ?? name, methodOf, parameters: own, result: rustType(result) });
    }
  }
  return functions;
}

function rustType(type) {
  const inner = /^(?:Option|Lowercase)<(.*)>$/.exec(type.trim());
  if (inner !== null) return rustType(inner[1]);
  if (type.startsWith("FixedLenString<")) return "string";
  if (type.startsWith("RangedInteger<")) return "integer";
  const known = RUST_TYPES[type.trim()];
  if (known === undefined) throw new Error(`the Rust type ${type} is not known here`);
  return known;
}

function yaraXModules(folder) {
  const modules = join(folder, "lib/src/modules");
  const files = filesUnder(join(modules, "protos"), ".proto").map((path) => readProto(readFileSync(path, "utf8")));
  const messages = new Map(files.flatMap((file) => [...file.messages].map(([name, message]) => [name, { ...message, file }])));
  const enums = new Map(files.flatMap((file) => [...file.enums]));
  const features = /^default = \[([^\]]*)\]/m.exec(readFileSync(join(folder, "lib/Cargo.toml"), "utf8"))[1];
  const made = [];
  for (const file of files) {
    const name = /module_options \) = \{ name : "([^"]+)"/.exec(file.options)?.[1];
    if (name === undefined || LEFT_OUT.has(name)) continue;
    const feature = /cargo_feature : "([^"]+)"/.exec(file.options)?.[1];
    if (feature !== undefined && !features.includes(`"${feature}"`)) continue;
    const rootName = /root_message : "([^"]+)"/.exec(file.options)[1];
    const rust = /rust_module : "([^"]+)"/.exec(file.options)?.[1];
    made.push(yaraXModule(name, file, rootName, rust, modules, messages, enums));
  }
  return made;
}

function yaraXModule(name, file, rootName, rust, folder, messages, enums) {
  const structs = new Map();
  const usedEnums = new Set([...file.enums.keys()].filter((each) => !file.messages.has(each.slice(0, each.lastIndexOf(".")))));
  const short = (full) => full.split(".").at(-1);
  const resolve = (type, from) => {
    for (let scope = from; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")))) {
      const full = scope === "" ? type : `${scope}.${type}`;
      if (messages.has(full) || enums.has(full)) return full;
      if (scope === "") throw new Error(`${type} of ${from} is nowhere`);
    }
  };
  const visit = (full) => {
    const key = short(full);
    if (structs.has(key)) {
      if (structs.get(key).full !== full) throw new Error(`two messages are named ${key}`);
      return key;
    }
    const struct = { full, fields: new Map() };
    structs.set(key, struct);
    for (const each of enums.keys()) if (each.slice(0, each.lastIndexOf(".")) === full) usedEnums.add(each);
    const typeOf = (type) => {
      if (PROTO_TYPES[type] !== undefined) return PROTO_TYPES[type];
      const found = resolve(type, full);
      if (messages.has(found)) return visit(found);
      usedEnums.add(found);
      return "integer";
    };
    for (const field of messages.get(full).fields.toSorted((a, b) => a.number - b.number)) {
      if (/ignore (?:=|:) true/.test(field.options)) continue;
      const own = /\bname (?:=|:) "([^"]+)"/.exec(field.options)?.[1] ?? field.name;
      // Fields with an access list need a feature that only VirusTotal's own build turns on.
      if (/accept_if : \[ "/.test(field.options)) struct.fields.set(own, "restricted");
      else if (field.key !== undefined) struct.fields.set(own, `map ${PROTO_TYPES[field.key]} ${typeOf(field.type)}`);
      else struct.fields.set(own, typeOf(field.type) + (field.label === "repeated" ? "[]" : ""));
    }
    return key;
  };
  const root = visit(rootName);
  for (const each of usedEnums) {
    const { values, inline, shownAs } = enums.get(each);
    const path = each.slice(file.package.length + 1).split(".").filter((part) => part !== root);
    const last = path.pop();
    if (!inline) path.push(shownAs ?? last);
    let fields = structs.get(root).fields;
    for (const part of path) {
      const key = `constants ${part}`;
      if (!structs.has(key)) structs.set(key, { fields: new Map() });
      if (!fields.has(part)) fields.set(part, key);
      fields = structs.get(key).fields;
    }
    for (const [constant, value] of values) fields.set(constant, `= ${value}`);
  }
  const sources = rust === undefined ? [] : existsSync(join(folder, `${rust}.rs`)) ? [join(folder, `${rust}.rs`)] : filesUnder(join(folder, rust), ".rs");
  for (const { name: functionName, methodOf, parameters, result } of rustFunctions(sources)) {
    const path = functionName.split(".");
    let struct = structs.get(root);
    if (methodOf !== undefined) struct = [...structs.values()].find(({ full }) => full === methodOf);
    if (struct === undefined) continue;
    for (const part of path.slice(0, -1)) {
      if (!struct.fields.has(part)) {
        structs.set(part, { fields: new Map() });
        struct.fields.set(part, part);
      }
      struct = structs.get(struct.fields.get(part));
    }
    addFunction(struct.fields, path.at(-1), parameters, result, methodOf === undefined ? "" : "method ");
  }
  return { name, root, structs };
}

function addFunction(fields, name, parameters, result, prefix = "") {
  const signature = `(${parameters.join(", ")}) ${result}`;
  const before = fields.get(name);
  fields.set(name, before === undefined ? `${prefix}${signature}` : `${before}; ${signature}`);
}

// ---- libyara ----

function yaraModules(folder) {
  const modules = join(folder, "libyara/modules");
  const names = [...readFileSync(join(modules, "module_list"), "utf8").matchAll(/^MODULE\((\w+)\)/gm)].map(([, name]) => name);
  return names.filter((name) => !LEFT_OUT.has(name)).toSorted().map((name) => {
    const text = readFileSync(join(modules, name, `${name}.c`), "utf8");
    const declarations = /^begin_declarations([^]*?)^end_declarations/m.exec(text)[1].replaceAll(/\/\/.*$/gm, "");
    const structs = new Map([[name, { fields: new Map() }]]);
    const path = [name];
    for (const [, verb, kind, parameters] of declarations.matchAll(/(declare|begin|end)_(\w+)\s*\(([^)]*)\)/g)) {
      const [field, second, third] = [...parameters.matchAll(/"([^"]*)"/g)].map(([, value]) => value);
      const fields = structs.get(path.join(".")).fields;
      if (verb === "end") path.pop();
      else if (verb === "begin") {
        path.push(field);
        const key = path.join(".");
        structs.set(key, { fields: new Map() });
        fields.set(field, kind === "struct_array" ? `${key}[]` : kind === "struct_dictionary" ? `map string ${key}` : key);
      } else if (kind === "function") {
        addFunction(fields, field, Array.from(second, (letter) => C_TYPES[letter]), C_TYPES[third]);
      } else {
        const [, type, shape] = /^(integer|float|string)(_array|_dictionary)?$/.exec(kind);
        fields.set(field, shape === "_array" ? `${type}[]` : shape === "_dictionary" ? `map string ${type}` : type);
      }
    }
    return { name, root: name, structs };
  });
}

const [kind, folder, version] = process.argv.slice(2);
const readers = { "yara-x": yaraXModules, yara: yaraModules };
if (readers[kind] === undefined || version === undefined) throw new Error("usage: node tools/keywords/yara-modules.mjs yara-x|yara FOLDER VERSION");
const made = readers[kind](folder);
const word = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const lines = [
  'import type { ModuleTable } from "./module-table.ts";',
  "",
  "/**",
  ` * The modules of ${kind === "yara-x" ? "YARA-X" : "YARA"} ${version}, as its ${kind === "yara-x" ? "default features have them" : "release declares them"}. Generated by`,
  " * tools/keywords/yara-modules.mjs from the engine's sources; not edited by hand.",
  " */",
  `export const ${kind === "yara-x" ? "YARA_X" : "YARA_4"}_MODULES: ModuleTable = {`,
];
for (const { name, root, structs } of made.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
  lines.push(`  ${word(name)}: {`, `    root: ${JSON.stringify(root)},`, "    structs: {");
  for (const [key, { fields }] of structs) {
    lines.push(`      ${word(key)}: {`);
    for (const [field, type] of fields) lines.push(`        ${word(field)}: ${JSON.stringify(type)},`);
    lines.push("      },");
  }
  lines.push("    },", "  },");
}
process.stdout.write(`${lines.join("\n")}\n};\n`);
