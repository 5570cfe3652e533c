import peggy from "peggy";

const { visitor } = peggy.compiler;
/** Up to this many characters a comparison each is faster than entering a regular expression. */
const MAX_COMPARED = 8;

/**
 * Peggy plugin: scans a run of one character class, `[a-z]+` or `[^"]*`, in one step. Peggy itself takes a character
 * at a time, tests each with a regular expression, and collects them in an array.
 *
 * Only runs whose characters are not looked at become scans: under `$`, or anywhere in a grammar without values. Only
 * single classes do, never alternations, whose regular expressions would keep a backtracking stack as long as the
 * input. What is accepted, and what an error message expects, stays the same.
 */
export function classRuns({ valueless }) {
  return {
    use(config) {
      const at = config.passes.transform.findIndex((pass) => pass.name === "inferenceMatchResult");
      config.passes.transform.splice(at, 0, (ast) => scanRuns(ast, valueless));
    },
  };
}

function scanRuns(ast, valueless) {
  const constants = [];
  const scanned = (node) => {
    const code = scanner(node, constants, valueless);
    return { type: "semantic_and", code, codeLocation: node.location, location: node.location };
  };
  const isRun = (node) =>
    (node.type === "zero_or_more" || node.type === "one_or_more") &&
    (node.expression.type === "any" || (node.expression.type === "class" && !node.expression.unicode));
  const replaced = (node, inText) => {
    if (isRun(node) && (inText || valueless)) return scanned(node);
    return valueless && node.type === "class" && !node.ignoreCase && !node.unicode ? matchOne(node) : node;
  };
  const single = (node) => {
    node.expression = replaced(node.expression, node.type === "text");
    visit(node.expression);
  };
  const visit = visitor.build({
    rule: single,
    named: single,
    action: single,
    labeled: single,
    text: single,
    simple_and: single,
    simple_not: single,
    optional: single,
    zero_or_more: single,
    one_or_more: single,
    group: single,
    choice(node) {
      node.alternatives = node.alternatives.map((each) => replaced(each, false));
      node.alternatives.forEach((each) => visit(each));
    },
    sequence(node) {
      node.elements = node.elements.map((each) => replaced(each, false));
      node.elements.forEach((each) => visit(each));
    },
  });
  visit(ast);
  if (constants.length === 0) return;
  const [{ location }] = ast.rules;
  const code = constants.map((regex, index) => `const peg$run${index} = ${regex};`).join("\n");
  const block = { type: "top_level_initializer", code, codeLocation: location, location };
  ast.topLevelInitializer = [ast.topLevelInitializer ?? [], block].flat();
}

/** Code of a predicate that moves the position over the run, and fails when it must not be empty but is. */
function scanner({ type, expression }, constants, valueless) {
  const move = scan(expression, constants);
  // A run ends where its class no longer matches: that is what an error message may have to tell.
  const failure = valueless ? "" : `if (peg$silentFails === 0) peg$fail(${expectation(expression)});`;
  const result = type === "zero_or_more" ? "true" : "peg$currPos > start";
  return `const start = peg$currPos; ${move} ${failure} return ${result};`;
}

function scan(expression, constants) {
  if (expression.type === "any") return "peg$currPos = input.length;";
  return comparable(expression) ? compareLoop(expression) : stickyMatch(expression, constants);
}

function expectation({ type, parts, inverted, ignoreCase }) {
  if (type === "any") return "peg$anyExpectation()";
  return `peg$classExpectation(${JSON.stringify(parts)}, ${inverted}, ${ignoreCase}, false)`;
}

/** A single character, looked at by its code: no string is made of it. */
function matchOne(node) {
  const code = `const code = input.charCodeAt(peg$currPos); ` +
    `if (${isMember(node)}) { peg$currPos++; return true; } return false;`;
  return { type: "semantic_and", code, codeLocation: node.location, location: node.location };
}

/** Behind the end of the input the code is NaN, which no comparison accepts but `!==`. */
function isMember({ parts, inverted }) {
  const one = (part) =>
    Array.isArray(part)
      ? `(code >= ${part[0].charCodeAt(0)} && code <= ${part[1].charCodeAt(0)})`
      : `code === ${part.charCodeAt(0)}`;
  const test = parts.map(one).join(" || ");
  return inverted ? `code === code && !(${test})` : test;
}

function comparable({ parts, inverted, ignoreCase }) {
  return !inverted && !ignoreCase && parts.length <= MAX_COMPARED && parts.every((part) => part.length === 1);
}

function compareLoop(expression) {
  return `for (let code = input.charCodeAt(peg$currPos); ${isMember(expression)}; ` +
    `code = input.charCodeAt(++peg$currPos));`;
}

function stickyMatch({ parts, inverted, ignoreCase }, constants) {
  const members = parts.map((part) => (Array.isArray(part) ? part.map(escaped).join("-") : escaped(part))).join("");
  const regex = `/[${inverted ? "^" : ""}${members}]*/y${ignoreCase ? "i" : ""}`;
  let index = constants.indexOf(regex);
  if (index === -1) index = constants.push(regex) - 1;
  const name = `peg$run${index}`;
  return `${name}.lastIndex = start; ${name}.test(input); peg$currPos = ${name}.lastIndex;`;
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
