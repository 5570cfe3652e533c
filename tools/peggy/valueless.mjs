import { createRequire } from "node:module";

const op = createRequire(import.meta.url)("peggy/lib/compiler/opcodes.js");

/** Instructions that build a value, and what stands in for them; operand counts as Peggy's code generator reads them. */
const OPERANDS = new Map([
  [op.POP_N, 1], [op.WRAP, 1], [op.ACCEPT_N, 1], [op.ACCEPT_STRING, 1], [op.FAIL, 1], [op.LOAD_SAVED_POS, 1],
  [op.RULE, 1], [op.LIBRARY_RULE, 2], [op.SOURCE_MAP_PUSH, 1], [op.SOURCE_MAP_LABEL_PUSH, 3],
  [op.SOURCE_MAP_LABEL_POP, 1],
]);
const CONDITIONS = new Map([
  [op.IF, 0], [op.IF_ERROR, 0], [op.IF_NOT_ERROR, 0], [op.IF_LT, 1], [op.IF_GE, 1], [op.IF_LT_DYNAMIC, 1],
  [op.IF_GE_DYNAMIC, 1], [op.MATCH_ANY, 0], [op.MATCH_STRING, 1], [op.MATCH_STRING_IC, 1], [op.MATCH_CHAR_CLASS, 1],
  [op.MATCH_UNICODE_CLASS, 1],
]);

/**
 * Peggy plugin for grammars that report what they find and don't use the values of expressions: sequences and
 * repetitions collect nothing, and nothing is remembered for error messages. Such a grammar must not use labels,
 * actions, or `text()`; whether it matches, and every predicate, stays as it is.
 */
export function valueless() {
  return {
    use(config) {
      config.passes.generate.splice(1, 0, dropValues);
      config.passes.transform.push(silence);
    },
  };
}

function silence(ast) {
  const [{ location }] = ast.rules;
  const block = { type: "initializer", code: "peg$silentFails = 1;", codeLocation: location, location };
  ast.initializer = [ast.initializer ?? [], block].flat();
}

function dropValues(ast) {
  for (const rule of ast.rules) rule.bytecode = withoutValues(rule.bytecode);
}

/** Rewrites instructions one by one; lengths of the branches of conditions change with what is in them. */
function withoutValues(code) {
  const result = [];
  for (let at = 0; at < code.length;) {
    const instruction = code[at];
    if (instruction === op.WRAP) {
      result.push(op.POP_N, code[at + 1], op.PUSH_UNDEFINED);
      at += 2;
    } else if (instruction === op.PUSH_EMPTY_ARRAY) {
      result.push(op.PUSH_UNDEFINED);
      at += 1;
    } else if (instruction === op.APPEND) {
      result.push(op.POP);
      at += 1;
    } else if (instruction === op.WHILE_NOT_ERROR) {
      const body = withoutValues(code.slice(at + 2, at + 2 + code[at + 1]));
      result.push(instruction, body.length, ...body);
      at += 2 + code[at + 1];
    } else if (CONDITIONS.has(instruction)) {
      const operands = CONDITIONS.get(instruction);
      const [thenLength, elseLength] = code.slice(at + 1 + operands, at + 3 + operands);
      const first = at + 3 + operands;
      const thenCode = withoutValues(code.slice(first, first + thenLength));
      const elseCode = withoutValues(code.slice(first + thenLength, first + thenLength + elseLength));
      result.push(...code.slice(at, at + 1 + operands), thenCode.length, elseCode.length, ...thenCode, ...elseCode);
      at = first + thenLength + elseLength;
    } else if (instruction === op.CALL) {
      const length = 4 + code[at + 3];
      result.push(...code.slice(at, at + length));
      at += length;
    } else if (instruction === op.TEXT || instruction === op.PLUCK) {
      throw new Error("a grammar without values must not use `$` or `@`");
    } else {
      const length = 1 + (OPERANDS.get(instruction) ?? 0);
      result.push(...code.slice(at, at + length));
      at += length;
    }
  }
  return result;
}
