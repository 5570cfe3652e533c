import type { Diagnostic } from "../diagnostic.ts";
import type { SignatureFormat, Parsed, RuleView } from "../signature-format.ts";
import { SourceText } from "../source-text.ts";
import { applyEdits } from "../text-edit.ts";
import { attempt, demand, demandSame, excerpt, jsonFault, targetsOf } from "./conformance-case.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

const CODE = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

/** Cases about reading texts; none for a format that does not parse. */
export function parseCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  const own = fixtures.texts ?? [];
  const texts = [...own, ...HOSTILE_TEXTS, ...own.flatMap(mutilations)];
  const cases: ConformanceCase[] = [];

  if (format.detect !== undefined) {
    cases.push({
      name: "detect gives a likelihood from 0 to 1 with a reason, for any text",
      run: () => {
        for (const text of texts) {
          const { score, reason } = attempt("detect", text, () => format.detect!(text));
          demand(score >= 0 && score <= 1, `detect gave the score ${score} for ${excerpt(text)}`);
          demand(reason.trim() !== "", `detect gave no reason for ${excerpt(text)}`);
        }
      },
    });
  }
  if (format.parse === undefined || format.print === undefined) return cases;
  const parse = (source: SourceText): Parsed<unknown> => format.parse!(source);
  const print = (document: unknown): string => format.print!(document);

  cases.push(
    {
      name: "print of parse is the text, whatever the text",
      run: () => {
        for (const text of texts) {
          const { document } = attempt("parse", text, () => parse(SourceText.fromString(text)));
          const printed = attempt("print", text, () => print(document));
          demand(printed === text, `the text ${excerpt(text)} is printed as ${excerpt(printed)}`);
        }
      },
    },
    {
      name: "keeps the bytes of files that are not UTF-8",
      run: () => {
        for (const text of [...own, "\u00FF\u00FE", "caf\u00E9"]) {
          const bytes = Uint8Array.from(`${text}\n# \u00E9\u0080\u00FF`, (character) => character.charCodeAt(0) & 0xff);
          const source = SourceText.fromBytes(bytes);
          const printed = source.encode(print(parse(source).document));
          demandSame([...printed], [...bytes], `bytes of ${excerpt(text)} as Latin-1`);
        }
      },
    },
    {
      name: "gives diagnostics that point into the text",
      run: () => {
        for (const text of texts) demandDiagnostics(parse(SourceText.fromString(text)).diagnostics, text, "parse");
      },
    },
    {
      name: "gives the same diagnostics each time",
      run: () => {
        for (const text of texts) {
          const [first, second] = [parse(SourceText.fromString(text)), parse(SourceText.fromString(text))];
          demandSame(first.diagnostics, second.diagnostics, `diagnostics of ${excerpt(text)}`);
        }
      },
    },
  );

  if (format.rules !== undefined) {
    const rulesOf = (text: string): readonly RuleView[] => format.rules!(parse(SourceText.fromString(text)).document);
    cases.push(
      {
        name: "gives rules in the order of the text, each in a range of its own",
        run: () => {
          for (const text of texts) demandRules(attempt("rules", text, () => rulesOf(text)), text);
        },
      },
      {
        name: "sees a rule in its fixtures",
        run: () => {
          if (own.length === 0) return;
          demand(own.some((text) => rulesOf(text).length > 0), "none of the fixture texts holds a rule");
        },
      },
      {
        name: "gives the same fingerprint to the same rule each time",
        run: () => {
          for (const text of texts) demandSame(rulesOf(text), rulesOf(text), `rules of ${excerpt(text)}`);
        },
      },
      {
        name: "gives one fingerprint to rules that mean the same, and to no others",
        run: () => {
          const fingerprint = (text: string): string => {
            const [rule, ...others] = rulesOf(text);
            demand(rule !== undefined && others.length === 0, `${excerpt(text)} is not one rule`);
            return rule.fingerprint;
          };
          for (const [a, b] of fixtures.sameMeaning ?? []) {
            demand(fingerprint(a) === fingerprint(b), `${excerpt(a)} and ${excerpt(b)} mean the same but have two fingerprints`);
          }
          for (const [a, b] of fixtures.otherMeaning ?? []) {
            demand(fingerprint(a) !== fingerprint(b), `${excerpt(a)} and ${excerpt(b)} mean different things but have one fingerprint`);
          }
        },
      },
    );
  }

  if (format.validate !== undefined) {
    cases.push({
      name: "validates any text for every target, with diagnostics that point into it",
      run: () => {
        for (const target of targetsOf(format)) {
          for (const text of texts) {
            const { document } = parse(SourceText.fromString(text));
            const diagnostics = attempt("validate", text, () => format.validate!(document, { target }));
            demandDiagnostics(diagnostics, text, "validate");
          }
        }
      },
    });
  }
  return cases;
}

/** Demands that diagnostics are well formed and speak of places in the text. */
export function demandDiagnostics(diagnostics: readonly Diagnostic[], text: string, who: string): void {
  for (const diagnostic of diagnostics) {
    const what = `${who}: diagnostic ${excerpt(diagnostic)} of ${excerpt(text)}`;
    const { code, severity, message, range, labels = [], fixes = [] } = diagnostic;
    demand(CODE.test(code), `${what} has a code that is not namespace/name`);
    demand(["error", "warning", "info"].includes(severity), `${what} has no known severity`);
    demand(typeof diagnostic.rejects === "boolean", `${what} does not say whether it rejects`);
    demand(message.trim() !== "" && !/[\n\r\u0000\u001B]/.test(message), `${what} has a message that is not one line of text`);
    for (const place of [range, ...labels.map((label) => label.range)]) {
      const { start, end } = place;
      const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length;
      demand(isInside, `${what} has a range outside the text (length ${text.length})`);
    }
    for (const fix of fixes) attempt(`${what}: fix`, fix, () => applyEdits(text, fix.edits));
    const fault = jsonFault(diagnostic);
    demand(fault === undefined, `${what} is not JSON data: ${fault}`);
  }
}

function demandRules(rules: readonly RuleView[], text: string): void {
  let previousEnd = 0;
  for (const rule of rules) {
    const what = `rule ${excerpt(rule)} of ${excerpt(text)}`;
    const { start, end } = rule.range;
    demand(start >= previousEnd, `${what} begins before the end of the one before it`);
    demand(end > start && end <= text.length, `${what} has no range inside the text (length ${text.length})`);
    demand(rule.fingerprint !== "", `${what} has an empty fingerprint`);
    for (const number of [rule.gid, rule.sid, rule.rev]) {
      demand(number === undefined || Number.isSafeInteger(number), `${what} has a gid, sid or rev that is no whole number`);
    }
    // A fingerprint may be made when it is asked for.
    const fault = jsonFault({ ...rule, fingerprint: rule.fingerprint });
    demand(fault === undefined, `${what} is not JSON data: ${fault}`);
    previousEnd = end;
  }
}

/** Pieces and distortions of a text: what a half-written or badly copied file looks like. */
function mutilations(text: string): readonly string[] {
  const third = Math.floor(text.length / 3);
  return [
    text.slice(0, third),
    text.slice(third),
    text.slice(0, -1),
    text.replaceAll("\n", "\r\n"),
    text.replaceAll("\n", " "),
    text.replaceAll('"', ""),
    text.replaceAll(" ", "\t"),
    `\uFEFF${text}`,
    `${text}${text}`,
    `${text}\u0000${text}`,
    `#${text}`,
    ` ${text}`,
  ];
}
