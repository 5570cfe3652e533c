/**
 * Peggy plugin for parsers that are entered many times for small texts. `parse("", { session: true, … })` gives an
 * object with a function for every start rule, which takes a text and tells whether all of it matched. The functions
 * share one set of closures, whose making costs `parse` more than a small text does.
 */
export function session() {
  return {
    use(config) {
      config.passes.transform.push(addSession);
    },
  };
}

const CODE = `
if (options.session) {
  const enter = (start) => (text) => {
    input = text;
    peg$currPos = 0;
    return start() !== peg$FAILED && peg$currPos === text.length;
  };
  return Object.fromEntries(Object.entries(peg$startRuleFunctions).map(([rule, start]) => [rule, enter(start)]));
}
`;

function addSession(ast) {
  const [{ location }] = ast.rules;
  const block = { type: "initializer", code: CODE, codeLocation: location, location };
  ast.initializer = [ast.initializer ?? [], block].flat();
}
