import { readFileSync } from "node:fs";
import { startSimulator } from "@sigwright/threatconnect-simulator";
import { expect, test } from "vitest";
import { fromEnvironment, threatConnectSource, threatConnectStore, tqlString } from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the examples do what they say", async () => {
  const simulator = await startSimulator();
  const environment = {
    TC_API_PATH: simulator.url,
    TC_ACCESS_ID: simulator.credentials.accessId,
    TC_SECRET_KEY: simulator.credentials.secretKey,
    TC_OWNER: simulator.owner,
  };
  const printed: string[] = [];
  const [program = "", more = ""] = [...readme.matchAll(/^```ts\n([^]*?)^```/gm)].map((match) => match[1]!);
  const body = `${program}\nconst lines = [...printed];\n${more}\nreturn lines;`
    .replace(/^import .*$/m, "")
    .replaceAll('"777"', "signature.id")
    .replace('["1001", "9007199254918487"]', "hosts.map((host) => host.id)");
  const names = ["fromEnvironment", "threatConnectSource", "threatConnectStore", "tqlString", "process", "console", "printed"];
  const AsyncFunction = (async () => undefined).constructor as new (...parts: string[]) => (...values: unknown[]) => Promise<string[]>;
  const lines = await new AsyncFunction(...names, body)(
    fromEnvironment,
    threatConnectSource,
    threatConnectStore,
    tqlString,
    { env: environment },
    { log: (...values: unknown[]) => printed.push(values.join(" ")) },
    printed,
  );
  expect(`${lines.join("\n")}\n`).toBe(/^```text\n([^]*?)^```/m.exec(readme)?.[1]);
  expect(printed.slice(lines.length)).toEqual(["9007199254918401 Ransomware: Cryptor at the water works"]);
  expect(simulator.state.signatures.at(-1)).toMatchObject({ attributes: [{ value: "Reviewed" }] });
  await simulator.close();
});
